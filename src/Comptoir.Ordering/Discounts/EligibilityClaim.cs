namespace Comptoir.Ordering.Discounts;

/// <summary>Something that a buyer may say of themselves and that a promotion may ask for.</summary>
/// <param name="Name">Reverse-domain name under which agents claim it, for example <c>com.example.member</c>.</param>
/// <param name="Buyers">
/// E-mail addresses, and domains written <c>@example.com</c>, of those it is true of; a purchase by anybody else who claims it is not
/// completed. Empty: the buyer's word is enough.
/// </param>
public sealed record EligibilityClaim(string Name, IReadOnlyList<string> Buyers);
