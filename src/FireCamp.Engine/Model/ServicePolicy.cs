namespace FireCamp.Engine.Model;

/// <summary>What a service asks of disruptive operations. Stored under <c>policies/&lt;service&gt;</c>; without a record it asks nothing.</summary>
public sealed record ServicePolicy
{
    /// <summary>They begin only while one of these is open; at any time when there is none.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>Whether each of them needs somebody's approval.</summary>
    public bool RequireApproval { get; init; }

    /// <summary>Whether it asks nothing.</summary>
    public bool IsEmpty => Windows.Count == 0 && !RequireApproval;
}
