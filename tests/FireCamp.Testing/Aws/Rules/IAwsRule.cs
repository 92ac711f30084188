namespace FireCamp.Testing.Aws.Rules;

/// <summary>Something that the emulator gets wrong, done as we read AWS.</summary>
internal interface IAwsRule
{
    /// <summary>The answer instead of the emulator's; null where it is to answer.</summary>
    Task<HttpResponseMessage?> AnswerAsync(AwsRequest request, AwsBackdoor backdoor) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>The emulator's answer, put right.</summary>
    Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response) => Task.FromResult(response);
}
