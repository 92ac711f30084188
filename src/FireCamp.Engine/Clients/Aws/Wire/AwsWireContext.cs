using Amazon.Runtime.Internal.Transform;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>A reply's body and headers for <see cref="AwsWireUnmarshaller"/>; nothing of it is read by the SDK.</summary>
internal sealed class AwsWireContext : UnmarshallerContext
{
    public AwsWireContext(Stream body, bool isException, IWebResponseData response)
    {
        (Body, IsException, WebResponseData) = (body, isException, response);
    }

    public Stream Body { get; }

    public override string CurrentPath => "/";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => true;

    public byte[] ReadBody()
    {
        using var all = new MemoryStream();
        Body.CopyTo(all);
        return all.ToArray();
    }
}
