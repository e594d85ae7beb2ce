using System.Globalization;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>
/// A buyer and an operator who bring an order's goods back: by the buyer's pages a return, an exchange, store credit or a withdrawal, by
/// the console delivery, approval, label, receipt and inspection. Each step is taken from the forms that the pages offer at that moment.
/// </summary>
internal sealed class AfterSale(Door door, Journal journal, Random random, Func<string, string> newKey)
{
    private const int Steps = 8;

    public async Task ActAsync(string orderId)
    {
        for (var step = 0; step < Steps && random.Next(9) > 0; step++)
            if (!await ConsoleAsync(orderId) && !await BuyerAsync(orderId)) return;
    }

    /// <summary>What the console offers for this order now; false: nothing that chance wants.</summary>
    private async Task<bool> ConsoleAsync(string orderId)
    {
        var page = await door.ConsoleAsync(HttpMethod.Get, $"/console/orders/{orderId}/after-sale?lang=en", null);
        var forms = Form.All(page.Text).Where(f => Does(f) is "delivered" or "approve" or "label" or "receive" or "inspect" or "reject").ToList();

        // what is sent arrives; few returns are refused, and a label is given now and then
        forms.RemoveAll(f => (Does(f) == "reject" && random.Next(15) > 0) || (Does(f) == "label" && random.Next(2) > 0));
        if (page.Status != 200 || forms.Count == 0 || random.Next(5) == 0) return false;
        var form = forms[random.Next(forms.Count)];
        var (what, key) = (Does(form), newKey("console"));
        var fields = what switch
        {
            "label" => form.With(("url", $"/labels/{key}")),
            "reject" => form.With(("note", key)),
            "inspect" => Inspected(form, key),
            _ => form.With(),
        };
        var done = await door.ConsoleAsync(HttpMethod.Post, form.Action, fields);
        var kind = what switch { "delivered" => "delivered", "label" => "return labelled", "receive" => "return received", "inspect" => "return inspected", "reject" => "return rejected", _ => "return approved" };
        if (done.Status == 303 && !done.Repeated) journal.Write(new(kind, what is "delivered" or "receive" or "approve" ? form.Fields["about"] : key, null, orderId));
        else journal.Count($"{kind}: {done.Status}{(done.Repeated ? " repeated" : "")}");
        return true;
    }

    /// <summary>What the buyer does at the order's own pages; false: nothing.</summary>
    private async Task<bool> BuyerAsync(string orderId)
    {
        var page = await door.PageAsync(HttpMethod.Get, $"/orders/{orderId}?lang=en", null);
        var forms = Form.All(page.Text).Where(f => Does(f) is "sent" or "keep" or "pay").Where(f => Does(f) != "keep" || random.Next(12) == 0).ToList();
        if (forms.Count > 0 && random.Next(3) > 0)
        {
            var form = forms[random.Next(forms.Count)];
            var (what, key) = (Does(form), newKey("buyer"));
            var fields = what switch { "sent" => form.With(("tracking", key)), "pay" => form.With(("card", random.Next(6) == 0 ? "decline" : "success")), _ => form.With() };
            var done = await door.PageAsync(HttpMethod.Post, form.Action, fields);
            var kind = what switch { "sent" => "return sent", "pay" => "difference paid", _ => "return kept" };
            if (done.Status == 303 && !done.Repeated) journal.Write(new(kind, what == "sent" ? key : form.Action.Split('/')[^2], null, orderId));
            else journal.Count($"{kind}: {done.Status}{(done.Repeated ? " repeated" : "")}");
            return true;
        }

        return random.Next(7) == 0 ? await WithdrawAsync(orderId) : await ReturnAsync(orderId);
    }

    private async Task<bool> ReturnAsync(string orderId)
    {
        var path = $"/orders/{orderId}/return";
        var page = await door.PageAsync(HttpMethod.Get, path + "?lang=en", null);
        if (Form.All(page.Text).FirstOrDefault(f => f.Action == path && f.Most.Count > 0) is not { } form) return false;
        var key = newKey("return");
        var fields = form.With(("comment", key), ("reason", Pick(form.Choices["reason"])), ("kind", Pick(form.Choices["kind"])));
        foreach (var (name, most) in form.Most) fields[name] = (random.Next(3) == 0 ? 0 : random.Next(1, most + 1)).ToString(CultureInfo.InvariantCulture);
        foreach (var (name, variants) in form.Choices.Where(c => c.Key.StartsWith("v.", StringComparison.Ordinal))) fields[name] = Pick([.. variants.Where(v => v.Length > 0)]);
        if (fields["kind"] == "exchange")
            foreach (var name in form.Most.Keys.Where(n => !form.Choices.ContainsKey("v." + n[2..]))) fields[name] = "0";
        return await ConfirmAsync(path, fields, "return asked", key, orderId);
    }

    private async Task<bool> WithdrawAsync(string orderId)
    {
        var path = $"/orders/{orderId}/withdraw";
        var page = await door.PageAsync(HttpMethod.Get, path + "?lang=en", null);
        if (Form.All(page.Text).FirstOrDefault(f => f.Action == path && f.Most.Count > 0) is not { } form) return false;
        var key = newKey("withdraw");
        var fields = form.With(("name", key), ("email", "ada@example.com"));
        if (random.Next(2) == 0)
            foreach (var (name, most) in form.Most) fields[name] = random.Next(0, most + 1).ToString(CultureInfo.InvariantCulture);
        return await ConfirmAsync(path, fields, "withdrawn", key, orderId);
    }

    /// <summary>Both steps of the buyer's forms; now and then the last button is pressed twice at the same moment.</summary>
    private async Task<bool> ConfirmAsync(string path, Dictionary<string, string> fields, string kind, string key, string orderId)
    {
        var asked = await door.PageAsync(HttpMethod.Post, path + "?lang=en", fields);
        if (asked.Status != 200 || Form.All(asked.Text).FirstOrDefault(f => f.Action == path && f.Fields.ContainsKey("confirm")) is not { } form)
        {
            journal.Count($"{kind}: not possible");
            return false;
        }

        var twin = random.Next(4) == 0 ? door.PageAsync(HttpMethod.Post, path, form.Fields) : null;
        var done = await door.PageAsync(HttpMethod.Post, path, form.Fields);
        if (twin is not null) await twin;
        if (done.Status == 303) journal.Write(new(kind, key, null, orderId));
        else journal.Count($"{kind}: {done.Status}{(done.Repeated ? " repeated" : "")}");
        return done.Status == 303;
    }

    /// <summary>Mostly all is well; sometimes pieces are damaged or missing.</summary>
    private Dictionary<string, string> Inspected(Form form, string key)
    {
        var fields = form.With();
        foreach (var (name, most) in form.Most.Where(m => m.Key.StartsWith("ok.", StringComparison.Ordinal)))
        {
            var line = name[3..];
            var (bad, gone) = random.Next(4) switch { 0 => (1, 0), 1 => (0, 1), _ => (0, 0) };
            (fields[name], fields["bad." + line], fields["gone." + line]) = ($"{most - bad - gone}", $"{bad}", $"{gone}");
            (fields["percent." + line], fields["note." + line]) = (bad > 0 ? "40" : "0", key);
        }

        return fields;
    }

    private string Pick(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];

    private static string Does(Form form) => form.Action.Split('/')[^1];
}
