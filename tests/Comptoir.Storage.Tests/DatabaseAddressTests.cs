namespace Comptoir.Storage.Tests;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("shop.db", false)]
    [InlineData("/var/lib/comptoir/postgres.db", false)]
    [InlineData("postgres://localhost/shop", true)]
    [InlineData("PostgreSQL://localhost/shop", true)]
    [InlineData("Host=db;Database=shop", true)]
    [InlineData("Username=a;host=db", true)]
    public void A_file_and_a_server_are_told_apart(string address, bool postgres) => DatabaseAddress.IsPostgres(address).ShouldBe(postgres);

    [Theory]
    [InlineData("postgres://clerk:p%40ss%2Fword@db.example:6432/shop", "db.example", 6432, "shop", "clerk", "p@ss/word")]
    [InlineData("postgresql://db/my%20shop", "db", 5432, "my shop", null, null)]
    [InlineData("postgresql://clerk@[::1]:5433/shop", "::1", 5433, "shop", "clerk", null)]
    [InlineData("postgresql://clerk@a:1,b:2/shop", "a:1,b:2", 5432, "shop", "clerk", null)]
    [InlineData("postgresql:///shop?host=/run/postgresql&user=clerk", "/run/postgresql", 5432, "shop", "clerk", null)]
    [InlineData("Host=db;Port=1;Database=shop;Username=clerk;Password=x", "db", 1, "shop", "clerk", "x")]
    public void Every_part_of_an_address_is_read(string address, string host, int port, string database, string? user, string? password)
    {
        var to = DatabaseAddress.ToConnectionString(address);

        (to.Host, to.Port, to.Database, to.Username, to.Password).ShouldBe((host, port, database, user, password));
    }

    [Theory]
    [InlineData("postgres://clerk:s3cret@db:6432/shop", "PostgreSQL database shop on db:6432 as clerk")]
    [InlineData("Host=db;Database=shop;Password=s3cret", "PostgreSQL database shop on db")]
    public void A_password_is_never_shown(string address, string shown) => DatabaseAddress.Describe(address).ShouldBe(shown);

    [Theory]
    [InlineData("postgres://clerk:s3cret@db:port/shop")]
    [InlineData("postgres://clerk:s3cret@db/shop?nonsense=1")]
    [InlineData("Host=db;Nonsense=s3cret")]
    public void An_address_that_cannot_be_read_is_refused_without_repeating_it(string address) =>
        Should.Throw<StorageException>(() => DatabaseAddress.Describe(address)).ToString().ShouldNotContain("s3cret");
}
