namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Is told of each name and filter that a template uses.</summary>
internal interface ITemplateNames
{
    /// <summary>What the name stands for; an unknown one is noted as a mistake and stands for anything.</summary>
    NameTree Use(NamePath path);

    void UseFilter(string name, int arguments);
}
