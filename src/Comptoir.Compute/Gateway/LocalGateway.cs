using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Comptoir.Compute.Keys;

namespace Comptoir.Compute.Gateway;

/// <summary>The gateway for callers in this process: the same guards, budgets, routing and books, without a socket in between.</summary>
internal sealed class LocalGateway(CallRunner runner, string shopId, VirtualKey key, CallPurpose purpose) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var door = request.RequestUri!.AbsolutePath.EndsWith("/embeddings", StringComparison.Ordinal) ? Door.Embeddings : Door.Chat;
        var (call, error) = CallReading.Read(door, request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var answer = new PipeAnswer();
        var run = RunAsync();
        await Task.WhenAny(answer.Headers, run);
        if (!answer.Headers.IsCompleted) await run;
        return await answer.Headers;

        async Task RunAsync()
        {
            try
            {
                if (call is null) await ErrorShape.WriteAsync(answer, door, error!, cancellationToken);
                else await runner.RunAsync(shopId, key, call with { Agent = purpose.Agent, Conversation = purpose.Conversation, Order = purpose.Order }, answer, cancellationToken);
                answer.End(null);
            }
            catch (Exception e)
            {
                answer.End(e);
                throw;
            }
        }
    }

    private sealed class PipeAnswer : IAnswer
    {
        private readonly Pipe _pipe = new();
        private readonly TaskCompletionSource<HttpResponseMessage> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Begun => _headers.Task.IsCompleted;

        public Task<HttpResponseMessage> Headers => _headers.Task;

        public void Begin(int status, string contentType, IEnumerable<KeyValuePair<string, string>> headers)
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(_pipe.Reader.AsStream()) };
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
            _headers.TrySetResult(response);
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
        {
            var flushed = await _pipe.Writer.WriteAsync(bytes, ct);
            if (flushed.IsCompleted) throw new OperationCanceledException("The reader went away.");
        }

        public void End(Exception? e)
        {
            _pipe.Writer.Complete(e);
            if (e is not null) _headers.TrySetException(e);
            else _headers.TrySetException(new HttpRequestException("There was no answer."));
        }
    }
}

/// <summary>For whom a call is made; its cost lands on all of them.</summary>
public sealed record CallPurpose(string? Agent = null, string? Conversation = null, string? Order = null);
