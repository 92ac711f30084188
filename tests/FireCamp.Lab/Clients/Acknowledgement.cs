namespace FireCamp.Lab.Clients;

/// <summary>A write that the server acknowledged; times are timestamps of the monotonic clock.</summary>
public sealed record Acknowledgement(long Number, long Begun, long Received);
