using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Reads a kind's folder.</summary>
public static class CatalogReader
{
    /// <summary>The definition in the folder, checked: keys, types, names, and each name and filter in every template.</summary>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>, with every mistake and its file and line.</exception>
    public static ServiceDefinition Read(string folder) => throw new NotSupportedException();

    /// <summary>As <see cref="Read"/>, and renders every text for a service made with the default options: what users' own folders go through.</summary>
    public static ServiceDefinition Verify(string folder) => throw new NotSupportedException();
}
