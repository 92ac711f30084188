namespace FireCamp.Engine.Clients.Aws.Route53;

/// <param name="Action"><c>UPSERT</c>, <c>CREATE</c>, or <c>DELETE</c>, which takes only the set as it is.</param>
internal sealed record RecordChange(string Action, RecordSet Set)
{
    public static RecordChange Upsert(RecordSet set) => new("UPSERT", set);

    public static RecordChange Delete(RecordSet set) => new("DELETE", set);

    /// <summary>How much of a request's room it takes: an upsert counts twice.</summary>
    public int Weight => Set.Values.Count * (Action == "UPSERT" ? 2 : 1);
}
