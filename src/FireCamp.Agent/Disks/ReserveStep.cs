namespace FireCamp.Agent.Disks;

/// <summary>What is to be done about a volume's reserve.</summary>
internal enum ReserveStep
{
    None,
    Make,
    GiveBack,
}
