namespace FireCamp.Engine.Metadata;

/// <summary>Whom an address of the cluster was given to. Of two plans that were made at once only one gets it.</summary>
public sealed record AddressTaking(string Address, string Service, string Member);
