using System.Text;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

/// <summary>The settings on a page, and a dry run of others: what they would do to the open journeys. Nothing here changes a setting.</summary>
public sealed class ClinicFunctions(StaffDoor door, SettingsTrial trial, Clinic clinic, ClinicText text)
{
    private const int Longest = 64 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Function(nameof(GetStaffClinic))]
    public Task<IResult> GetStaffClinic([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/clinic")] HttpRequest request) =>
        door.EnterAsync(request, person => door.PageAsync(200, "clinic", "Settings", ClinicPages.Of(clinic, text.Json), person));

    [Function(nameof(PostStaffClinicTrial))]
    public Task<IResult> PostStaffClinicTrial([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/clinic/dry-run")] HttpRequest request, CancellationToken cancellation) =>
        door.EnterAsync(request, async person =>
        {
            var reading = await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation);
            if (reading is not FieldsReading.Read { Fields: var fields })
                return await door.UnreadAsync(request, reading);
            var page = ClinicPages.Of(clinic, fields.Typed("json"));
            var result = await trial.TryAsync(page.Json, cancellation);
            return await door.PageAsync(
                result.Problems.Count > 0 ? 422 : 200, "clinic", "Settings",
                result.Problems.Count > 0 ? page with { Problems = result.Problems } : page with { Trial = ClinicPages.View(result, clinic.Zone) }, person);
        });

    /// <summary>The body is the clinic.json to try; the answer names its problems (422), or every duty and gate that would change.</summary>
    [Function(nameof(PostApiClinicTrial))]
    public Task<IResult> PostApiClinicTrial([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/clinic/dry-run")] HttpRequest request, CancellationToken cancellation) =>
        door.EnterAsync(request, async _ =>
        {
            if (!FieldsReader.IsJson(request) || await ByteLimit.ReadAsync(request, Longest, cancellation) is not { } bytes || Read(bytes) is not { } json)
                return await door.RefuseAsync(request, 400, "This could not be read.", "Send a clinic.json of up to 64 KiB as application/json.");
            var result = await trial.TryAsync(json, cancellation);
            return Answer.Json(result.Problems.Count > 0 ? 422 : 200, result);
        });

    private static string? Read(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
