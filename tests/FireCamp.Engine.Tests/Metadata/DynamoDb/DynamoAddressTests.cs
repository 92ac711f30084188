using FireCamp.Engine.Metadata.DynamoDb;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Metadata.DynamoDb;

public sealed class DynamoAddressTests
{
    [Fact]
    public void Read_RegionAndTable_IsEnough()
    {
        var address = DynamoAddressReader.Read(" dynamodb://eu-central-1/firecamp-t1 ");

        Assert.Equal(new DynamoAddress { Region = "eu-central-1", Table = "firecamp-t1" }, address);
        Assert.Equal("dynamodb://eu-central-1/firecamp-t1", address.ToString());
    }

    [Fact]
    public void Read_AllOptions_AreTaken()
    {
        var address = DynamoAddressReader.Read("DynamoDb://us-gov-west-1/t_1?endpoint=http%3A%2F%2F127.0.0.1%3A5000&profile=work&timeout=10s");

        Assert.Equal(new Uri("http://127.0.0.1:5000"), address.Endpoint);
        Assert.Equal(("us-gov-west-1", "work", 10), (address.Region, address.Profile, address.Timeout.TotalSeconds));
    }

    [Theory]
    [InlineData("dynamodb://", "region", "table")]
    [InlineData("dynamodb://Mars/t", "region", "table")]
    [InlineData("dynamodb://us-east-1/table?endpoint=here&timeout=1h&color=red", "color", "endpoint", "timeout")]
    [InlineData("dynamodb://us-east-1/table?profile=&timeout=1s&timeout=2s", "profile", "timeout")]
    [InlineData("dynamodb://us-east-1/table?secret-key=hunter2", "secret-key")]
    public void Read_Wrong_NamesEveryMistakeAndNoSecret(string url, params string[] where)
    {
        var error = Assert.Throws<InvalidInputException>(() => DynamoAddressReader.Read(url));

        Assert.Equal(where, error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }
}
