namespace FireCamp.Engine.Catalog.Templates;

internal enum MarkupTokenKind
{
    End,
    Name,
    Text,
    Number,
    Sign,
}
