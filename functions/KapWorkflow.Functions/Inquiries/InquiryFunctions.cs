using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>The practice's page, the form, and its receipt.</summary>
public sealed class InquiryFunctions(InquiryPages pages, InquiryDesk inquiries)
{
    /// <summary>The host refuses an empty route, so the front page has one with a part that is always empty.</summary>
    [Function(nameof(GetPracticePage))]
    public Task<IResult> GetPracticePage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        pages.FormAsync(request, whole: true);

    [Function(nameof(GetInquiryForm))]
    public Task<IResult> GetInquiryForm([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inquiry")] HttpRequest request) =>
        pages.FormAsync(request, whole: false);

    [Function(nameof(GetInquiryThanks))]
    public Task<IResult> GetInquiryThanks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inquiry/thanks")] HttpRequest request) =>
        pages.ThanksAsync(request);

    [Function(nameof(PostInquiry))]
    public Task<IResult> PostInquiry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/inquiries")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => inquiries.ReceiveAsync(request, durable, cancellation);
}
