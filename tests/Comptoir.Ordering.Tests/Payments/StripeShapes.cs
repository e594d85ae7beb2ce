using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>
/// Which members Stripe's objects have, and of which JSON kind, as its published samples show them (https://github.com/stripe/openapi, MIT,
/// openapi/fixtures3.json at commit f6c2a48fbac2819d1feba8143d942ffc65e1c0d2). Facts only, put into our own form; <c>?</c>: null in the sample.
/// </summary>
internal static class StripeShapes
{
    private static readonly Dictionary<string, Dictionary<string, string>> Objects = new[]
    {
        ("payment_intent", """
            amount:number amount_capturable:number amount_details:object amount_received:number application:? application_fee_amount:?
            automatic_payment_methods:object canceled_at:number cancellation_reason:? capture_method:string client_secret:string confirmation_method:string
            created:number currency:string customer:? customer_account:? description:? excluded_payment_method_types:? id:string last_payment_error:object
            latest_charge:? livemode:bool managed_payments:object metadata:object next_action:object object:string on_behalf_of:? payment_method:?
            payment_method_configuration_details:object payment_method_options:object payment_method_types:array processing:object receipt_email:? review:?
            setup_future_usage:? shipping:object source:? statement_descriptor:? statement_descriptor_suffix:? status:string transfer_data:object transfer_group:?
            """),
        ("charge", """
            amount:number amount_captured:number amount_refunded:number application:? application_fee:? application_fee_amount:? balance_transaction:string
            billing_details:object calculated_statement_descriptor:? captured:bool created:number currency:string customer:? description:string disputed:bool
            failure_balance_transaction:? failure_code:? failure_message:? fraud_details:object id:string livemode:bool metadata:object object:string
            on_behalf_of:? outcome:object paid:bool payment_intent:? payment_method:string payment_method_details:object receipt_email:? receipt_number:?
            receipt_url:string refunded:bool refunds:object review:? shipping:object source:object source_transfer:? statement_descriptor:?
            statement_descriptor_suffix:? status:string transfer_data:object transfer_group:?
            """),
        ("refund", """
            amount:number balance_transaction:? charge:string created:number currency:string customer:? customer_account:? destination_details:object id:string
            metadata:object object:string payment_intent:? payment_method:? reason:? receipt_number:? source_transfer_reversal:? status:string transfer_reversal:?
            """),
        ("dispute", """
            amount:number balance_transactions:array charge:string created:number currency:string enhanced_eligibility_types:array evidence:object
            evidence_details:object id:string is_charge_refundable:bool livemode:bool metadata:object object:string payment_intent:? payment_method_details:object
            reason:string status:string
            """),
        ("balance_transaction", """
            amount:number available_on:number balance_type:string created:number currency:string description:string exchange_rate:? fee:number fee_details:array
            id:string net:number object:string reporting_category:string source:string status:string type:string
            """),
        ("checkout.session", """
            adaptive_pricing:object after_expiration:object allow_promotion_codes:? amount_subtotal:? amount_total:? automatic_tax:object
            billing_address_collection:? cancel_url:string client_reference_id:? client_secret:? collected_information:object consent:object
            consent_collection:object created:number currency:? currency_conversion:object custom_fields:array custom_text:object customer:? customer_account:?
            customer_creation:? customer_details:object customer_email:? discounts:? expires_at:number id:string integration_identifier:? invoice:?
            invoice_creation:object livemode:bool locale:? managed_payments:object metadata:object mode:string object:string origin_context:?
            payment_intent:string payment_link:? payment_method_collection:? payment_method_configuration_details:object payment_method_options:object
            payment_method_types:array payment_status:string permissions:object phone_number_collection:object recovered_from:?
            saved_payment_method_options:object setup_intent:? shipping_address_collection:object shipping_cost:object shipping_options:array status:string
            submit_type:? subscription:? success_url:string total_details:object ui_mode:? url:string wallet_options:object
            """),
        ("event", """
            api_version:? created:number data:object id:string livemode:bool object:string pending_webhooks:number request:object type:string
            """),
        ("balance", """
            available:array connect_reserved:array livemode:bool object:string pending:array
            """),
    }.ToDictionary(o => o.Item1, o => o.Item2.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToDictionary(m => m.Split(':')[0], m => m.Split(':')[1]));

    public static bool Has(string name, string member) => Objects[name].ContainsKey(member);

    /// <summary>An object with every member that Stripe's has; those that nobody set are null.</summary>
    public static JsonObject Whole(JsonObject o)
    {
        if ((string?)o["object"] is not { } name || !Objects.TryGetValue(name, out var members)) return o;
        foreach (var member in members.Keys.Where(m => !o.ContainsKey(m))) o[member] = null;
        foreach (var inner in o.Select(m => m.Value).OfType<JsonObject>().ToList()) Whole(inner);
        return o;
    }

    /// <summary>Members that Stripe's object has not, or has as another kind.</summary>
    public static IEnumerable<string> Wrong(JsonObject o)
    {
        if ((string?)o["object"] is not { } name || !Objects.TryGetValue(name, out var members)) return [];
        return o.Where(m => m.Value is not null).SelectMany(m =>
            !members.TryGetValue(m.Key, out var kind) ? [$"{name} has no {m.Key}"]
            : kind != "?" && kind != KindOf(m.Value!) && !(kind == "string" && m.Value is JsonObject) ? [$"{name}.{m.Key} is no {KindOf(m.Value!)}"]
            : m.Value is JsonObject inner ? Wrong(inner) : []);
    }

    // an id may be expanded to its object
    private static string KindOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
