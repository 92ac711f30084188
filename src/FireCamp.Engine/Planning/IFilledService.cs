namespace FireCamp.Engine.Planning;

/// <summary>A plan for a service that is made with data in some of its volumes.</summary>
public interface IFilledService
{
    CreateServicePlan Create { get; }

    IReadOnlyList<VolumeFill> Fills { get; }
}
