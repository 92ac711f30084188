using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>Keeps nodes free of members.</summary>
public interface INodeDrainer
{
    /// <summary>
    /// The node takes no more members, because a person wants it so; those that are there stay. A node that is drained stays drained. A
    /// repeat changes nothing.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    Task CloseAsync(string node, CancellationToken cancel);

    /// <summary>
    /// The platform puts no member on the node and moves away those that are there; returns without waiting for them. A repeat changes
    /// nothing. A node that a person suspended stays suspended when it is lost, too. From one that is lost members are moved by
    /// <see cref="ILostNodes"/>.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    Task DrainAsync(string node, DrainReason reason, CancellationToken cancel);

    /// <summary>
    /// The node takes members again. With <see cref="DrainReason.Lost"/> only if that is why FireCamp drained it; with
    /// <see cref="DrainReason.Suspended"/> whoever drained it, for a person asks. A repeat changes nothing.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    Task LetBackAsync(string node, DrainReason reason, CancellationToken cancel);
}
