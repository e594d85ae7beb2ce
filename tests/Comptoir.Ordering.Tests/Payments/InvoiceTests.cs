using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

public sealed class InvoiceTests
{
    private readonly MemoryInvoices _invoices = new();
    private readonly TestShop _shop;
    private readonly InvoiceService _service;

    public InvoiceTests()
    {
        // the shop's services take the list as it is when they are made; its stores are needed to make the provider
        var late = new Late();
        _shop = Flowers(late);
        late.Provider = new InvoiceProvider(_invoices, _shop.Store, _shop.Store, _shop.Time);
        _shop.Store.Rules = _shop.Store.Rules with { PaymentHandlers = [new(InvoiceProvider.Handler, "com.example.invoice", "1", ["invoice"])] };
        _service = new(_invoices, _shop.Store, _shop.Orders);
    }

    private async Task<Result<Checkout>> PayAsync(long? limit, int pieces = 1)
    {
        var customer = new Customers.Customer { Id = "cust_1", ShopId = "flowers", Email = "ada@example.com", Version = 1 };
        await _shop.Store.SaveAsync(customer, default);
        await _service.SetCreditAsync("flowers", "Ada@example.com", limit, 14, default);
        var ready = await _shop.ReadyAsync(("bouquet_roses", pieces));
        return await _shop.Checkouts.CompleteAsync("flowers", ready.Id, new([new("i", InvoiceProvider.Handler, "invoice", Selected: true)]), Agent with { CustomerId = "cust_1" }, Key(ready.Id), default);
    }

    private Task IssueAsync(Order order) => new IssueInvoice(_invoices, _shop.Time).RunAsync(new LeasedJob(IssueInvoice.Of(order).Single(), "t", Shops.Now), default);

    [Fact]
    public async Task An_order_on_invoice_ships_before_it_is_paid_and_is_paid_when_the_transfer_comes()
    {
        Value(await PayAsync(10_000));
        var order = _shop.Store.Orders.Single();
        (order.Held, order.Captured).ShouldBe((3500, 0));
        _shop.Store.Jobs.Keys.ShouldContain(j => j.Kind == IssueInvoice.JobKind);
        await IssueAsync(order);
        var invoice = (await _service.FindAsync(order, default)).ShouldNotBeNull();
        (invoice.Number, invoice.DueAt).ShouldBe((1, Shops.Now.AddDays(14)));
        invoice.Overdue(Shops.Now.AddDays(15)).ShouldBeTrue();

        Value(await _shop.Orders.ShipAsync("flowers", order.Id, null, null, null, Agent, default)).Held.ShouldBe(3500);
        Balance("receivable:invoice:USD").ShouldBe(3500);
        Value(await _service.RecordTransferAsync("flowers", invoice.PaymentId, default)).Captured.ShouldBe(3500);
        Refused(await _service.RecordTransferAsync("flowers", invoice.PaymentId, default), RefusalKind.NotFound);
        (Balance("receivable:invoice:USD"), Balance("clearing:invoice:USD")).ShouldBe((0, 3500));
        (await _service.ListAsync("flowers", all: false, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3499L)]
    public async Task Without_enough_credit_nothing_is_sold(long? limit)
    {
        Refused(await PayAsync(limit), RefusalKind.PaymentDeclined);
        _shop.Store.Orders.ShouldBeEmpty();
        _shop.Store.Stock["bouquet_roses"].Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancellation_before_payment_voids_the_invoice_and_gives_the_credit_back()
    {
        Value(await PayAsync(3500));
        var order = _shop.Store.Orders.Single();
        await IssueAsync(order);
        Value(await _shop.Orders.CancelAsync("flowers", order.Id, null, Agent, null, default)).Held.ShouldBe(0);
        (await _invoices.FindAsync("flowers", order.Payments[0].Id, default))!.State.ShouldBe(InvoiceState.Void);
        _shop.Store.Balances().ShouldAllBe(b => b.Balance == 0);
        Value(await PayAsync(3500));
    }

    private long Balance(string account) => _shop.Store.Balances().SingleOrDefault(b => b.Account.Id == account)?.Balance ?? 0;

    private sealed class Late : IPaymentProvider
    {
        public IPaymentProvider Provider { get; set; } = null!;

        public string HandlerId => InvoiceProvider.Handler;

        public bool PaysLater => true;

        public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => Provider.AuthorizeAsync(operation, ct);

        public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => Provider.CaptureAsync(operation, ct);

        public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => Provider.VoidAsync(operation, ct);

        public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => Provider.RefundAsync(operation, ct);

        public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => Provider.LookUpAsync(operation, ct);
    }

    /// <summary>The contract of the invoice store in memory.</summary>
    private sealed class MemoryInvoices : IInvoiceStore
    {
        private readonly Dictionary<string, Invoice> _all = [];
        private long _number;

        public Task<Invoice?> HoldAsync(Invoice wanted, long limit, CancellationToken ct)
        {
            if (_all.TryGetValue(wanted.PaymentId, out var present)) return Task.FromResult<Invoice?>(present);
            var open = _all.Values.Where(i => i.CustomerId == wanted.CustomerId && i.State is InvoiceState.Held or InvoiceState.Open).Sum(i => i.Amount);
            return Task.FromResult<Invoice?>(open + wanted.Amount > limit ? null : _all[wanted.PaymentId] = wanted);
        }

        public Task<Invoice?> FindAsync(string shopId, string paymentId, CancellationToken ct) => Task.FromResult(_all.GetValueOrDefault(paymentId));

        public Task<Invoice?> ChangeAsync(string shopId, string paymentId, Func<Invoice, Invoice> change, CancellationToken ct)
        {
            if (!_all.TryGetValue(paymentId, out var present)) return Task.FromResult<Invoice?>(null);
            var changed = change(present);
            if (changed is { State: InvoiceState.Open, Number: null }) changed = changed with { Number = ++_number };
            return Task.FromResult<Invoice?>(_all[paymentId] = changed);
        }

        public Task<IReadOnlyList<Invoice>> ListAsync(string shopId, bool all, int limit, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Invoice>>([.. _all.Values.Where(i => all ? i.Number is not null : i.State == InvoiceState.Open)]);
    }
}
