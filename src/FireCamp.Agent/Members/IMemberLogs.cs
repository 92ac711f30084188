namespace FireCamp.Agent.Members;

/// <summary>Where members' logs are kept.</summary>
internal interface IMemberLogs
{
    IMemberLog Open(string member);
}
