using System.Text;
using System.Text.Json.Nodes;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>Services have tasks; none is made twice or of an inactive definition; instances have their zones and may be out of reach.</summary>
/// <remarks>Our reading of AWS. The emulator keeps services and definitions; their tasks are <see cref="EmulatedScheduler"/>'s.</remarks>
internal sealed class EcsRule(AwsBackdoor backdoor, EmulatedScheduler scheduler) : IAwsRule
{
    public async Task<HttpResponseMessage?> AnswerAsync(AwsRequest request, AwsBackdoor _)
    {
        switch (request.Name.Service == "ecs" ? request.Name.Operation : "")
        {
            case "CreateService" when scheduler.Find(request.Json["serviceName"]!.ToString()) is not null:
                return AwsAnswers.Refusal(request, "InvalidParameterException", "Creation of service was not idempotent.");
            case "CreateService" or "UpdateService" when request.Json["taskDefinition"] is { } definition:
                return await backdoor.IsActiveAsync(definition.ToString())
                    ? null
                    : AwsAnswers.Refusal(request, "ClientException", "TaskDefinition is inactive");
            case "ListTasks":
                await scheduler.MoveOnAsync(request.Json["cluster"]!.ToString());
                return Json(new() { ["taskArns"] = new JsonArray([.. Matching(request.Json).Select(t => JsonValue.Create(t.Arn))]) });
            case "DescribeTasks":
                return Json(new() { ["tasks"] = Described(request.Json), ["failures"] = new JsonArray() });
            default:
                return null;
        }
    }

    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (request.Name.Service != "ecs" || !response.IsSuccessStatusCode)
        {
            return response;
        }

        switch (request.Name.Operation)
        {
            case "CreateService":
                scheduler.Put(request.Json["serviceName"]!.ToString(), request.Json.AsObject());
                return response;
            case "UpdateService":
                Merge(request.Json);
                return response;
            case "DeleteService":
                scheduler.Remove(request.Json["service"]!.ToString());
                return response;
            case "DescribeServices":
                await scheduler.MoveOnAsync(request.Json["cluster"]!.ToString());
                return await PatchedAsync(response, "services", s => Complete(s));
            case "ListTaskDefinitions" when request.Json["status"]?.ToString() == "ACTIVE":
                var all = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["taskDefinitionArns"]!.AsArray();
                var active = await Task.WhenAll(all.Select(async a => await backdoor.IsActiveAsync($"{a}") ? a!.DeepClone() : null));
                return Json(new() { ["taskDefinitionArns"] = new JsonArray([.. active.Where(a => a is not null)]) });
            case "DescribeContainerInstances":
                var zones = await scheduler.ZonesAsync();
                return await PatchedAsync(response, "containerInstances", i => Complete(i, zones));
            default:
                return response;
        }
    }

    private void Merge(JsonNode request)
    {
        var merged = scheduler.Find(request["service"]!.ToString())!.DeepClone().AsObject();
        foreach (var (name, value) in request.AsObject().Where(p => p.Key is "desiredCount" or "taskDefinition" or "placementConstraints"))
        {
            merged[name] = value!.DeepClone();
        }

        scheduler.Put(request["service"]!.ToString(), merged);
    }

    private IEnumerable<EmulatedTask> Matching(JsonNode request)
        => scheduler.Tasks.Where(t => t.DesiredStatus == (request["desiredStatus"]?.ToString() ?? "RUNNING")
            && (request["family"] is not { } family || t.Definition.Contains($"/{family}:", StringComparison.Ordinal)));

    private JsonArray Described(JsonNode request)
    {
        var asked = request["tasks"]!.AsArray().Select(t => t!.ToString()).ToHashSet();
        return new JsonArray([.. scheduler.Tasks.Where(t => asked.Contains(t.Arn)).Select(t => new JsonObject
        {
            ["taskArn"] = t.Arn, ["taskDefinitionArn"] = t.Definition, ["containerInstanceArn"] = t.Instance, ["group"] = $"service:{t.Service}",
            ["lastStatus"] = t.LastStatus, ["desiredStatus"] = t.DesiredStatus, ["createdAt"] = t.Number,
            ["stoppedReason"] = t.Reason is null ? null : "Essential container in task exited",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "member", ["lastStatus"] = t.LastStatus, ["reason"] = t.Reason }),
        })]);
    }

    private void Complete(JsonObject service)
    {
        var name = service["serviceName"]!.ToString();
        service["runningCount"] = scheduler.Tasks.Count(t => t.Service == name && t.LastStatus == "RUNNING");
        service["placementConstraints"] = scheduler.Find(name)?["placementConstraints"]?.DeepClone();
        service["events"] = scheduler.EventOf(name) is { } said
            ? new JsonArray(new JsonObject { ["id"] = "1", ["createdAt"] = 1, ["message"] = said }) : new JsonArray();
    }

    private void Complete(JsonObject instance, Dictionary<string, string> zones)
    {
        var id = instance["ec2InstanceId"]!.ToString();
        instance["agentConnected"] = scheduler.IsReachable(id);
        var attributes = instance["attributes"]?.DeepClone().AsArray() ?? [];
        attributes.Add(new JsonObject { ["name"] = "ecs.availability-zone", ["value"] = zones[id] });
        instance["attributes"] = attributes;
    }

    private static async Task<HttpResponseMessage> PatchedAsync(HttpResponseMessage response, string list, Action<JsonObject> complete)
    {
        var root = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        foreach (var item in root[list]?.AsArray() ?? [])
        {
            complete(item!.AsObject());
        }

        return Json(root);
    }

    private static HttpResponseMessage Json(JsonObject body)
        => AwsAnswers.Ok(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/x-amz-json-1.1");
}
