using System.Collections.Frozen;

namespace Comptoir.Capital.Deals;

/// <summary>How far a deal has come, and how it may end.</summary>
public enum DealStatus
{
    InTalks,

    /// <summary>Reported by others, confirmed by neither party.</summary>
    Unconfirmed,
    Announced,

    /// <summary>Due only if its trigger happens.</summary>
    Conditional,
    Signed,

    /// <summary>Paid or closed.</summary>
    Paid,

    /// <summary>Replaced by another deal.</summary>
    Superseded,
    Cancelled,
    Ended,
}

/// <param name="Inferred">Not in the file: follows from another date in it.</param>
public sealed record StatusChange(DateOnly Day, DealStatus Status, bool Inferred = false);

public static class DealStatuses
{
    private static readonly (string Name, DealStatus Status)[] All =
    [
        ("in_talks", DealStatus.InTalks), ("reported_unconfirmed", DealStatus.Unconfirmed), ("announced", DealStatus.Announced), ("conditional", DealStatus.Conditional),
        ("signed", DealStatus.Signed), ("closed", DealStatus.Paid), ("superseded", DealStatus.Superseded), ("cancelled", DealStatus.Cancelled), ("ended", DealStatus.Ended),
    ];

    private static readonly FrozenDictionary<string, DealStatus> ByName = All.Concat(
    [
        ("talks", DealStatus.InTalks), ("rumoured", DealStatus.InTalks), ("unconfirmed", DealStatus.Unconfirmed), ("reported", DealStatus.Unconfirmed), ("paid", DealStatus.Paid), ("canceled", DealStatus.Cancelled), ("expired", DealStatus.Ended), ("active", DealStatus.Signed), ("exhausted", DealStatus.Paid),
    ]).ToFrozenDictionary(p => p.Item1, p => p.Item2, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => All.Select(a => a.Name);

    public static DealStatus? Parse(string name) => ByName.TryGetValue(name.Trim().Replace(' ', '_').Replace('-', '_'), out var status) ? status : null;

    public static string NameOf(DealStatus status) => All.First(a => a.Status == status).Name;

    /// <summary>Binding on both: announced, signed or paid.</summary>
    public static bool IsFirm(DealStatus status) => status is DealStatus.Announced or DealStatus.Signed or DealStatus.Paid;

    /// <summary>No longer in force.</summary>
    public static bool IsOver(DealStatus status) => status is DealStatus.Superseded or DealStatus.Cancelled or DealStatus.Ended;
}
