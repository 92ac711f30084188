using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Makes of a definition and a placed service what each member is: files, command, environment, ports, volumes, probe, actions.</summary>
public static class MemberRenderer
{
    /// <summary>All members in the input's order, complete: ready to be recorded.</summary>
    /// <remarks>An action that runs on the first member only is in the first member's workload only.</remarks>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>: a template fails on these options; the place is named.</exception>
    public static IReadOnlyList<MemberSpec> Render(ServiceDefinition definition, RenderInput input)
        => throw new NotSupportedException();

    /// <summary>How clients connect to one member: the definition's connections by name, in its order. None holds a password.</summary>
    public static IReadOnlyDictionary<string, string> Connections(ServiceDefinition definition, RenderInput input, string member)
        => throw new NotSupportedException();

    /// <summary>The credentials that the service has with its options.</summary>
    public static IReadOnlyList<ServiceCredential> Credentials(ServiceDefinition definition, ServiceSpec service)
        => throw new NotSupportedException();
}
