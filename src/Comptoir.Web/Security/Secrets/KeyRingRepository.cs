using System.Xml.Linq;
using Comptoir.Ordering.Secrets;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Comptoir.Web.Security.Secrets;

/// <summary>Gives Data Protection the key ring of the database. Its contract is synchronous; it is asked at the start and about once a day.</summary>
internal sealed class KeyRingRepository(IKeyRingStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Select(document => XElement.Parse(document))];

    public void StoreElement(XElement element, string friendlyName) =>
        store.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None).GetAwaiter().GetResult();
}
