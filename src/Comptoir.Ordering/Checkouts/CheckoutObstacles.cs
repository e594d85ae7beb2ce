namespace Comptoir.Ordering.Checkouts;

/// <summary>Why a checkout can no longer be changed.</summary>
internal static class CheckoutObstacles
{
    public static Refusal? Find(Checkout checkout, DateTimeOffset now) => checkout switch
    {
        { Status: CheckoutStatus.Completed } => new(RefusalKind.Conflict, "already_completed", Wording.Completed(checkout.Language)),
        { Status: CheckoutStatus.Canceled } => new(RefusalKind.Conflict, "canceled", Wording.Canceled(checkout.Language)),
        { Status: CheckoutStatus.CompleteInProgress } => new(RefusalKind.Conflict, "complete_in_progress", Wording.InProgress(checkout.Language)),
        _ when checkout.ExpiresAt <= now => new(RefusalKind.Conflict, "expired", Wording.Expired(checkout.Language)),
        _ => null,
    };
}
