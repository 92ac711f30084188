namespace FireCamp.Engine.Catalog.Templates;

internal enum NameTreeKind
{
    Value,
    Group,
    List,
    Anything,
}
