using System.ClientModel;
using System.ClientModel.Primitives;
using Comptoir.Compute.Gateway;
using Comptoir.Compute.Keys;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Comptoir.Compute;

/// <summary>Language models for other rooms: what is called through these is routed, limited and booked as a call at the gateway's door is.</summary>
public sealed class ComputeClients
{
    private const int MostRetries = 0;

    private readonly CallRunner _runner;
    private readonly TimeProvider _time;

    internal ComputeClients(CallRunner runner, TimeProvider time) => (_runner, _time) = (runner, time);

    /// <param name="model">A model name of the shop's setup, or a deployment's id.</param>
    /// <exception cref="ClientResultException">From calls: the gateway's refusal with its status, as an OpenAI client sees it.</exception>
    public IChatClient ChatClient(string shopId, string model, CallPurpose purpose) => Client(shopId, purpose).GetChatClient(model).AsIChatClient();

    public IEmbeddingGenerator<string, Embedding<float>> EmbeddingGenerator(string shopId, string model, CallPurpose purpose) => Client(shopId, purpose).GetEmbeddingClient(model).AsIEmbeddingGenerator();

    private OpenAIClient Client(string shopId, CallPurpose purpose)
    {
        // a key of its own that never leaves the process: no limits but those of the shop
        var key = new VirtualKey("comptoir", "Comptoir itself", "", _time.GetUtcNow());
        var http = new HttpClient(new LocalGateway(_runner, shopId, key, purpose));
        return new(new ApiKeyCredential("in-process"), new OpenAIClientOptions
        {
            Endpoint = new Uri("http://gateway.invalid/v1"),
            Transport = new HttpClientPipelineTransport(http),
            // the gateway retries where that is right, and books each attempt
            RetryPolicy = new ClientRetryPolicy(MostRetries),
            NetworkTimeout = TimeSpan.FromMinutes(20),
        });
    }
}
