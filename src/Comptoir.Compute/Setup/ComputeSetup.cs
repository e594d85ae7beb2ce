namespace Comptoir.Compute.Setup;

/// <summary>Which models a shop can use and where they run: one file, applied as a whole (<c>comptoir compute apply</c>). Secrets are not in it.</summary>
public sealed record ComputeSetup
{
    public IReadOnlyList<Provider> Providers { get; init; } = [];

    public IReadOnlyList<Deployment> Deployments { get; init; } = [];

    /// <summary>The names that callers use; a deployment can also be asked for by its own id.</summary>
    public IReadOnlyList<ModelName> Models { get; init; } = [];

    public RoutingPolicy Policy { get; init; } = new();

    public Provider? ProviderOf(Deployment deployment) => Providers.FirstOrDefault(p => p.Id == deployment.Provider);
}

/// <summary>What a provider speaks.</summary>
public enum ProviderDialect
{
    /// <summary>OpenAI's API and whatever is compatible: Azure OpenAI, vLLM, Ollama, llama.cpp server, Bedrock's and SageMaker's OpenAI-style endpoints.</summary>
    OpenAi,

    /// <summary>Anthropic's Messages API.</summary>
    Anthropic,

    /// <summary>Amazon Bedrock's Converse and InvokeModel, signed.</summary>
    Bedrock,
}

/// <summary>How a provider wants to be shown its secret.</summary>
public enum ProviderAuth
{
    /// <summary>By dialect: bearer for OpenAI, <c>x-api-key</c> for Anthropic, a signature for Bedrock.</summary>
    Usual,

    Bearer,

    /// <summary>Header <c>api-key</c>: Azure OpenAI.</summary>
    ApiKey,

    None,
}

/// <summary>Somebody who answers model calls and sends an invoice.</summary>
/// <param name="Id">Lower case, digits, hyphens; the party <c>provider:id</c> in the ledger.</param>
public sealed record Provider(string Id)
{
    public string Name { get; init; } = "";

    public ProviderDialect Dialect { get; init; }

    /// <summary>Everything before <c>/chat/completions</c>, <c>/messages</c> or <c>/model/…</c>: <c>https://api.example.com/v1</c>.</summary>
    public required string Url { get; init; }

    public ProviderAuth Auth { get; init; }

    /// <summary>Name of a secret in the configuration (<c>Compute:Secrets:name</c>); null when none is needed.</summary>
    public string? Secret { get; init; }

    /// <summary>Parameters added to every address, for example Azure's <c>api-version</c>.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers added to every call; never secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Region that a signature names; Bedrock only.</summary>
    public string? Region { get; init; }
}

/// <summary>A model at a provider, in a region, on a chip.</summary>
public sealed record Deployment(string Id)
{
    public required string Provider { get; init; }

    /// <summary>The provider's name for it.</summary>
    public required string Model { get; init; }

    /// <summary>What contracts and exclusivity clauses call it; null: as <see cref="Model"/>.</summary>
    public string? Family { get; init; }

    /// <summary>Where it runs, for residency: <c>eu-west-1</c>, <c>eu</c>. A longer one lies in a shorter one.</summary>
    public string? Region { get; init; }

    /// <summary>h100, trn2, tpu-v6e …</summary>
    public string? Chip { get; init; }

    /// <summary>Channel by which it is reached, where contracts distinguish: <c>api</c>, <c>stateful</c> …</summary>
    public string Channel { get; init; } = "api";

    public IReadOnlyList<Capability> Capabilities { get; init; } = [Capability.Chat, Capability.Streaming];

    /// <summary>Most tokens of prompt and answer together; 0: unknown, not checked.</summary>
    public long Context { get; init; }

    /// <summary>Most tokens of an answer; what is reserved when a caller does not say.</summary>
    public long MaxOutput { get; init; } = 4096;

    /// <summary>0 to 100, the operator's own judgement.</summary>
    public int Quality { get; init; } = 50;

    /// <summary>Provider and model under which its price stands in the price book; null: as provider and model.</summary>
    public string? Prices { get; init; }

    /// <summary>A price of its own, which goes before the price book; 0 means free.</summary>
    public OwnPrice? Price { get; init; }

    public bool Stopped { get; init; }

    public string FamilyName => Family ?? Model;
}

/// <summary>In units of the currency per million tokens.</summary>
public sealed record OwnPrice(decimal Input, decimal Output)
{
    public decimal? CacheRead { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal? Reasoning { get; init; }

    public string Currency { get; init; } = "USD";
}

public enum Capability { Chat, Streaming, Tools, Images, Json, Reasoning, Embeddings, Responses, Audio }

/// <summary>A name that callers use and the deployments behind it: groups are tried in order, within a group the policy chooses.</summary>
public sealed record ModelName(string Id)
{
    public required IReadOnlyList<IReadOnlyList<string>> Chain { get; init; }

    /// <summary>Least quality; deployments below are refused.</summary>
    public int MinQuality { get; init; }
}

/// <summary>How deployments are chosen; times in seconds.</summary>
public sealed record RoutingPolicy
{
    /// <summary>Deployments that cost at most this percentage more than the cheapest compete by latency.</summary>
    public int CostTolerancePercent { get; init; } = 5;

    /// <summary>Regions that may be used; empty: all. A key may narrow it further.</summary>
    public IReadOnlyList<string> Residency { get; init; } = [];

    /// <summary>Most deployments tried for one call.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Retries that a node may make for each hundred calls, above ten in reserve.</summary>
    public int RetryPercent { get; init; } = 20;

    /// <summary>Longest wait for a <c>retry-after</c> when nothing else is left.</summary>
    public double MaxWait { get; init; } = 2;

    public double FirstByteTimeout { get; init; } = 120;

    /// <summary>Between two pieces of a stream.</summary>
    public double IdleTimeout { get; init; } = 60;

    public double TotalTimeout { get; init; } = 900;

    /// <summary>Failures in a row that open a deployment's circuit.</summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long it stays open before one call tries it.</summary>
    public double BreakFor { get; init; } = 15;

    /// <summary>A deployment that fails this share of its last calls more than the others is set aside.</summary>
    public int OutlierPercent { get; init; } = 50;

    /// <summary>Calls that a model has no price for are refused; true: they are made and marked.</summary>
    public bool AllowUnpriced { get; init; }

    /// <summary>How long an answer is kept for the same request; 0: not.</summary>
    public double CacheFor { get; init; }

    public Guards Guards { get; init; } = new();
}

/// <summary>What may not pass.</summary>
public sealed record Guards
{
    /// <summary>Keys, tokens and private keys in a request.</summary>
    public GuardAction Secrets { get; init; }

    /// <summary>E-mail addresses, telephone and card numbers, IBANs, in requests and answers.</summary>
    public GuardAction PersonalData { get; init; }

    /// <summary>Texts that refuse a request or end an answer, whatever the case.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];
}

public enum GuardAction { Off, Mask, Refuse }
