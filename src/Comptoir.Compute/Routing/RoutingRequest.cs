using System.Collections.Frozen;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Routing;

/// <summary>What a call needs. Chance is part of it, so that a decision can be repeated.</summary>
/// <param name="Model">A model name of the setup, or a deployment's id.</param>
/// <param name="InputTokens">Estimated.</param>
/// <param name="OutputTokens">Most that may come.</param>
public sealed record RoutingRequest(string Model, DateTimeOffset At, long InputTokens, long OutputTokens)
{
    public IReadOnlyList<Capability> Needs { get; init; } = [Capability.Chat];

    /// <summary>Only deployments of this channel; null: any.</summary>
    public string? Channel { get; init; }

    /// <summary>Only these regions, on top of the policy's; empty: no further limit.</summary>
    public IReadOnlyList<string> Residency { get; init; } = [];

    public int MinQuality { get; init; }

    /// <summary>Only deployments priced in this currency, since a budget counts it; null: any.</summary>
    public string? Currency { get; init; }

    /// <summary>Two draws for the power of two choices.</summary>
    public uint ChanceOne { get; init; }

    public uint ChanceTwo { get; init; }
}

/// <summary>What a node knows of a deployment's health.</summary>
/// <param name="Latency">Peak-sensitive moving average, milliseconds to the first byte; 0: not known yet.</param>
/// <param name="InFlight">Calls under way on this node.</param>
/// <param name="RestsUntil">Not to be called before: its circuit is open, or it asked for a pause.</param>
/// <param name="Rests">Why.</param>
/// <param name="TokensThisMinute">Of paid capacity, as far as this node knows.</param>
public sealed record DeploymentHealth(double Latency = 0, int InFlight = 0, DateTimeOffset? RestsUntil = null, string? Rests = null, long TokensThisMinute = 0)
{
    public static DeploymentHealth Unknown { get; } = new();
}

/// <summary>Everything a decision rests on besides the request.</summary>
public sealed record RoutingState(ComputeSetup Setup, PriceBook Prices, IReadOnlyList<ContractStanding> Contracts, IReadOnlyDictionary<string, DeploymentHealth> Health)
{
    public static RoutingState Empty { get; } = new(new(), new([]), [], FrozenDictionary<string, DeploymentHealth>.Empty);

    public DeploymentHealth HealthOf(string deployment) => Health.GetValueOrDefault(deployment) ?? DeploymentHealth.Unknown;
}

/// <summary>Why a deployment comes when it comes.</summary>
public enum ChoiceReason { PaidCapacity, CommitmentBehind, LowestCost, LowestLatency, RunsOut, Fallback }

/// <summary>A deployment that may be called, at these terms.</summary>
/// <param name="Estimate">Cost of the call as it was estimated, in nano-units; null when unpriced.</param>
public sealed record Choice(Deployment Deployment, Terms Terms, long? Estimate, ChoiceReason Reason);

/// <param name="Clause">What refused it: <c>contract#clause</c>, or <c>policy.residency</c>, <c>capability.tools</c>, <c>price.missing</c> …</param>
public sealed record Refusal(string Deployment, string Clause, string Message);

/// <summary>Deployments in the order in which they are tried, and all others with the clause that refused them.</summary>
public sealed record RoutingDecision(IReadOnlyList<Choice> Choices, IReadOnlyList<Refusal> Refused);
