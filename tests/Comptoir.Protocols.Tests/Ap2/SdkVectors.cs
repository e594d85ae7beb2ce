namespace Comptoir.Protocols.Tests.Ap2;

/// <summary>
/// Chains made with AP2's public Python SDK (google-agentic-commerce/AP2, commit e1ea56d), as vishkaty/ucp-conformance (MIT, commit b712f93)
/// keeps them under conformance/selfcheck/fixtures/ap2/golden: a checkout mandate, a payment mandate, and one that holds a UCP checkout.
/// </summary>
internal static class SdkVectors
{
    public const string Audience = "merchant";
    public const string Nonce = "merchant-nonce";

    public const string CheckoutKey = """{"crv": "P-256", "kid": "user-key-1", "kty": "EC", "x": "1YMt2I7HG1GI2hgdrt2Z4WburqtEWzqrTXNr0_ZHuD4", "y": "4DYffPqRryt6HztrmcgiLIKskYiHGDqhhbOVRL0NvkQ"}""";

    public const string Checkout =
        "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0IiwgImtpZCI6ICJ1c2VyLWtleS0xIn0.eyJkZWxlZ2F0ZV9wYXlsb2FkIjogW3siLi4uIjogIk14QkdQdGRrUklrQkVSa1B5RU"
        + "50cllUYXdyMEVnSVR1aFQydXF2dnFGOFUifV0sICJfc2RfYWxnIjogInNoYS0yNTYifQ.YfJpVnyh4uI3wQXimi61nFHlN-0tyh_6rA10wUyZG3obOH94TInGumwWFFj4y3KA7TH1UCMv0GMtARw1_"
        + "ueF9g~WyJONWctbE9WYUhiaU5aNngtaFB3US13IiwgeyJ2Y3QiOiAibWFuZGF0ZS5jaGVja291dC5vcGVuLjEiLCAiY29uc3RyYWludHMiOiBbXSwgImNuZiI6IHsiandrIjogeyJjcnYiOiAiUC0y"
        + "NTYiLCAia2lkIjogImFnZW50LWtleS0xIiwgImt0eSI6ICJFQyIsICJ4IjogIlVIbDBVTUZlejNRRERMcXRtY3NhdTRBek1OYzlXTjRHWDVOcWg0VGxseVUiLCAieSI6ICJtZjUyaVFxc3BoRnBScE"
        + "ZWZElXaHZobnQ4MTNzNE9nRHNzR19nY0d0QnNnIn19fV0~~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK3NkLWp3dCIsICJraWQiOiAiYWdlbnQta2V5LTEifQ.eyJkZWxlZ2F0ZV9wYXlsb2Fk"
        + "IjogW3siLi4uIjogIi1MOWNuMGNuWmp2bXdIbUhnMFhmeXVPLU0xcDBhTnAzMW04NVk4RmlfN2sifV0sICJpYXQiOiAxNzg0MjQ2NDYzLCAiYXVkIjogIm1lcmNoYW50IiwgIm5vbmNlIjogIm1lcm"
        + "NoYW50LW5vbmNlIiwgInNkX2hhc2giOiAiZThQelVraE5XM3B3c0xCSHZ6bWczaElxSXdVQ2RublR2bHo3aU44bk5SSSIsICJfc2RfYWxnIjogInNoYS0yNTYifQ.odV0HGNP3ZmJ5kbZe-CSeQ0bi"
        + "mZl6HG-_G9f32PyBnWqzUSxZjvWd2lUGL6XG-CBqAOtBzrbSPnnKVltKw4Y-g~WyIxU1ZoTVhsdEpBVnRSVU1KTHFXeVF3IiwgeyJfc2QiOiBbIlIyaExPeVNfSjZrVHNVVFZKdGRUa21wZnRjampB"
        + "aWFFclNfc3dBRnNQdmMiXSwgInZjdCI6ICJtYW5kYXRlLmNoZWNrb3V0LjEiLCAiY2hlY2tvdXRfaGFzaCI6ICJoYXNoIn1d~WyJNWU4zVXo0YjF5QWdhQ0lvaVI1QnVnIiwgImNoZWNrb3V0X2p3d"
        + "CIsICJoZHIuZXlKcFpDSTZJbU5vYTE5MFpYTjBJaXdpYldWeVkyaGhiblFpT25zaWFXUWlPaUp0TFRFaUxDSnVZVzFsSWpvaVUzUnZjbVVpZlN3aWJHbHVaVjlwZEdWdGN5STZXM3NpYVdRaU9pSnN"
        + "hVjlwZEdWdExURWlMQ0pwZEdWdElqcDdJbWxrSWpvaWFYUmxiUzB4SWl3aWRHbDBiR1VpT2lKWGFXUm5aWFFpTENKd2NtbGpaU0k2TVRBd01IMHNJbkYxWVc1MGFYUjVJam94TENKMGIzUmhiSE1pT"
        + "2x0N0luUjVjR1VpT2lKemRXSjBiM1JoYkNJc0ltRnRiM1Z1ZENJNk1UQXdNSDBzZXlKMGVYQmxJam9pZEc5MFlXd2lMQ0poYlc5MWJuUWlPakV3TURCOVhYMWRMQ0p6ZEdGMGRYTWlPaUpwYm1OdmJ"
        + "YQnNaWFJsSWl3aVkzVnljbVZ1WTNraU9pSlZVMFFpTENKMGIzUmhiSE1pT2x0N0luUjVjR1VpT2lKemRXSjBiM1JoYkNJc0ltRnRiM1Z1ZENJNk1UQXdNSDBzZXlKMGVYQmxJam9pZEc5MFlXd2lMQ"
        + "0poYlc5MWJuUWlPakV3TURCOVhTd2liR2x1YTNNaU9sdDdJblI1Y0dVaU9pSndjbWwyWVdONVgzQnZiR2xqZVNJc0luVnliQ0k2SW1oMGRIQnpPaTh2WlhoaGJYQnNaUzVqYjIwdmNISnBkbUZqZVN"
        + "KOUxIc2lkSGx3WlNJNkluUmxjbTF6WDI5bVgzTmxjblpwWTJVaUxDSjFjbXdpT2lKb2RIUndjem92TDJWNFlXMXdiR1V1WTI5dEwzUnZjeUo5WFgwLnNpZyJd~";

    public const string PaymentKey = """{"crv": "P-256", "kid": "user-key-1", "kty": "EC", "x": "DG4srSabEIB4KieaaLgxxvE1Rp-B2xEl8HYxPMdRzVQ", "y": "dU-dB3han9P5TvOfB0hpcZUNXlgh_fjpL2g1kMaThjU"}""";

    public const string Payment =
        "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0IiwgImtpZCI6ICJ1c2VyLWtleS0xIn0.eyJkZWxlZ2F0ZV9wYXlsb2FkIjogW3siLi4uIjogIkdjbkF2bmFwZW5hVjJfTnRMUW"
        + "5zMHJBTF9HUmRPMEx3LS1ESVlNekZaXzQifV0sICJfc2RfYWxnIjogInNoYS0yNTYifQ.fTfXxoF49rh7CxzNFLBaQT26TfU4RSuVnra_pNFuIPoyt8Hcs1YATfkUOlg3X3rZqGu5RxJndZlgqLeJ2"
        + "XuSOg~WyJpejhxNlJsSUZlek1KZHcweVgxUU9BIiwgeyJ2Y3QiOiAibWFuZGF0ZS5wYXltZW50Lm9wZW4uMSIsICJjb25zdHJhaW50cyI6IFtdLCAiY25mIjogeyJqd2siOiB7ImNydiI6ICJQLTI1"
        + "NiIsICJraWQiOiAiYWdlbnQta2V5LTEiLCAia3R5IjogIkVDIiwgIngiOiAiajU0d1FFT2VHbVhkQlZ0Z01jNkxrckJBTS11WmdPazJSLVJkSzdRU2Y3YyIsICJ5IjogIlBnZV9wQkt3UExjQksyRD"
        + "JneVNPcWtGSktCVGlwZXFBUU9laEg5MDVjblEifX19XQ~~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK3NkLWp3dCIsICJraWQiOiAiYWdlbnQta2V5LTEifQ.eyJkZWxlZ2F0ZV9wYXlsb2FkI"
        + "jogW3siLi4uIjogIkwwcTUzMnJzYW1Nb0JVSDlabzVVSDcwUTZpMC1jLUtCcGc0QnJCWkFlM2MifV0sICJpYXQiOiAxNzg0MjQ2NDYzLCAiYXVkIjogIm1lcmNoYW50IiwgIm5vbmNlIjogIm1lcmN"
        + "oYW50LW5vbmNlIiwgInNkX2hhc2giOiAiX3ZBZWt6eVNseFJVQ3Jvc0QzcHFUOHgyTHN6S0ZDVVEzS0lKOEhQM0YwZyIsICJfc2RfYWxnIjogInNoYS0yNTYifQ.RN4OJKfXwid0hMJqMA471SdLy3"
        + "9Wqo2EHuZFgyXJbc0a5Y4HjTmCQ6FwVknefZgcNS6Kh4HUJNW3ZpXSfMmvvw~WyI0NGpsNTNXTEdrd05tczJOM1RjWTlnIiwgeyJ2Y3QiOiAibWFuZGF0ZS5wYXltZW50LjEiLCAidHJhbnNhY3Rpb"
        + "25faWQiOiAidHhfMSIsICJwYXllZSI6IHsiaWQiOiAicy0xIiwgIm5hbWUiOiAiU2hvcCJ9LCAicGF5bWVudF9hbW91bnQiOiB7ImFtb3VudCI6IDEwMDAsICJjdXJyZW5jeSI6ICJVU0QifSwgInB"
        + "heW1lbnRfaW5zdHJ1bWVudCI6IHsiaWQiOiAicGktMSIsICJ0eXBlIjogImNyZWRpdCJ9fV0~";

    public const string NestedKey = """{"crv": "P-256", "kid": "user-key-1", "kty": "EC", "x": "exYyt-G4Rp-5QYllLwK1yJqZWZgzHdoHCrn-fVF6FIQ", "y": "jdzPO3PBjEBAC8g75-li7Ux_z6qBuxAKbxo4BZlaHEI"}""";

    public const string Nested =
        "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0IiwgImtpZCI6ICJ1c2VyLWtleS0xIn0.eyJkZWxlZ2F0ZV9wYXlsb2FkIjogW3siLi4uIjogInBSem9feHRsakxXdXczTnpyU2"
        + "psMEJsNTI1N0pBLWtNaDNvaUZNRTlGLTAifV0sICJfc2RfYWxnIjogInNoYS0yNTYifQ.QjpDCFN8yMLHbeE3AbLFqI19RG2hiMYuDyg1DkiL_sJE5oGHVEP1bIptL_Iy3Ep6H3j1vr3UG3p8Vx27S"
        + "D9gzQ~WyJfVEhSaXlVeXRHcXJZYVVfekMtTmtnIiwgeyJ2Y3QiOiAibWFuZGF0ZS5jaGVja291dC5vcGVuLjEiLCAiY29uc3RyYWludHMiOiBbXSwgImNuZiI6IHsiandrIjogeyJjcnYiOiAiUC0y"
        + "NTYiLCAia2lkIjogImFnZW50LWtleS0xIiwgImt0eSI6ICJFQyIsICJ4IjogIlIzbkduZU5vMm9xaEdrY1dYLVZ2dGV5a3RMX1YyNVdMTW9xQjNxOVV1Z3ciLCAieSI6ICJJX3pLaFFKcmFFU0NJNH"
        + "BISjZlbkkzbzlBa09qRGNoUUVhUUJZSWE0bEFzIn19fV0~~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK3NkLWp3dCIsICJraWQiOiAiYWdlbnQta2V5LTEifQ.eyJkZWxlZ2F0ZV9wYXlsb2Fk"
        + "IjogW3siLi4uIjogIlc1V2x1MWRldm5aSGJjNU9LWkVHR1VpZlNfRUZkTGF1SUg4enM3RVpEQ28ifV0sICJpYXQiOiAxNzg0MjU3NjU4LCAiYXVkIjogIm1lcmNoYW50IiwgIm5vbmNlIjogIm1lcm"
        + "NoYW50LW5vbmNlIiwgInNkX2hhc2giOiAiSmVqUVQ4bFVYYXkyTlIyNG5XOUM0b2xOMlVtdjU5N2tRLUY3cWR4MmJmcyIsICJfc2RfYWxnIjogInNoYS0yNTYifQ.n4Vi-HlyOD7eLEAyuypBzkP3s"
        + "MM4JL-ftnJMkBX-AnbOAZ_QPMoyzO9AajUD1fnr8zeheVTTTO8a_V-0JrVWVg~WyJWUThBNzlDa2FqX3hibjRPRURFYWl3IiwgeyJfc2QiOiBbIjhPNVN1SUV4U0ZUSFhvY2xEUEFhb2JsYmEyRnMx"
        + "a00wNFo5SzJ3RmdNWjQiXSwgInZjdCI6ICJtYW5kYXRlLmNoZWNrb3V0LjEiLCAiY2hlY2tvdXRfaGFzaCI6ICJ6dTllcUY0U1NsUV9sZzhxN3JMd3hYTTJyQkxnUC1PM0FCR21pSUJ5Z01BIn1d~W"
        + "yJkS3hqRGhvdHJTenVTNTl6M0gwR213IiwgImNoZWNrb3V0X2p3dCIsICJleUpoYkdjaU9pSkZVekkxTmlJc0ltdHBaQ0k2SW0xbGNtTm9ZVzUwWHpJd01qWWlmUS5leUpoY0RJaU9uc2liV1Z5WTJ"
        + "oaGJuUmZZWFYwYUc5eWFYcGhkR2x2YmlJNkltVjVTbWhpUjJOcFQybEtSbFY2U1RGT2FVbHpTVzEwY0ZwRFNUWkpiVEZzWTIxT2IxbFhOVEJNVkVsM1RXcFphV1pSTGk1VmFHOUliamxmY2pWRE9Wb"
        + "HZSR2wwZVZCWlNXZGZWVjlmZVhsTWFrdDRlVzVxWDFaMVdVRXRjRlZWWVRKTldFTjBWMWxxU0haTmJsVldWbEUxYlVnek9FOTRPRUY0VW01eE1FRkdRMjlUTWpSTE0xZGpaeUo5TENKamRYSnlaVzV"
        + "qZVNJNklsVlRSQ0lzSW1sa0lqb2lZMmhyWDJGd01sOW1hWGgwZFhKbElpd2liR2x1WlY5cGRHVnRjeUk2VzNzaWFXUWlPaUpzYVY4eElpd2lhWFJsYlNJNmV5SnBaQ0k2SW5OcmRWOHhJaXdpY0hKc"
        + "FkyVWlPakV3TURBc0luUnBkR3hsSWpvaVYybGtaMlYwSW4wc0luRjFZVzUwYVhSNUlqb3lMQ0owYjNSaGJITWlPbHQ3SW1GdGIzVnVkQ0k2TWpBd01Dd2laR2x6Y0d4aGVWOTBaWGgwSWpvaVUzVml"
        + "kRzkwWVd3aUxDSjBlWEJsSWpvaWMzVmlkRzkwWVd3aWZWMTlYU3dpYkdsdWEzTWlPbHQ3SW5SNWNHVWlPaUowWlhKdGMxOXZabDl6WlhKMmFXTmxJaXdpZFhKc0lqb2lhSFIwY0hNNkx5OXRaWEpqY"
        + "UdGdWRDNWxlR0Z0Y0d4bEwzUnZjeUo5TEhzaWRIbHdaU0k2SW5CeWFYWmhZM2xmY0c5c2FXTjVJaXdpZFhKc0lqb2lhSFIwY0hNNkx5OXRaWEpqYUdGdWRDNWxlR0Z0Y0d4bEwzQnlhWFpoWTNraWZ"
        + "WMHNJbk4wWVhSMWN5STZJbkpsWVdSNVgyWnZjbDlqYjIxd2JHVjBaU0lzSW5SdmRHRnNjeUk2VzNzaVlXMXZkVzUwSWpveU1EQXdMQ0prYVhOd2JHRjVYM1JsZUhRaU9pSlRkV0owYjNSaGJDSXNJb"
        + "lI1Y0dVaU9pSnpkV0owYjNSaGJDSjlMSHNpWVcxdmRXNTBJam90TXpBd0xDSmthWE53YkdGNVgzUmxlSFFpT2lKUWNtOXRieUlzSW5SNWNHVWlPaUprYVhOamIzVnVkQ0o5TEhzaVlXMXZkVzUwSWp"
        + "veE16WXNJbVJwYzNCc1lYbGZkR1Y0ZENJNklsUmhlQ0lzSW5SNWNHVWlPaUowWVhnaWZTeDdJbUZ0YjNWdWRDSTZNVGd6Tml3aVpHbHpjR3hoZVY5MFpYaDBJam9pVkc5MFlXd2lMQ0owZVhCbElqb"
        + "2lkRzkwWVd3aWZWMHNJblZqY0NJNmV5SmpZWEJoWW1sc2FYUnBaWE1pT25zaVpHVjJMblZqY0M1emFHOXdjR2x1Wnk1amFHVmphMjkxZENJNlczc2ljMk5vWlcxaElqb2lhSFIwY0hNNkx5OTFZM0F"
        + "1WkdWMkwzTmphR1Z0WVhNdmMyaHZjSEJwYm1jdlkyaGxZMnR2ZFhRdWFuTnZiaUlzSW5abGNuTnBiMjRpT2lJeU1ESTJMVEEwTFRBNEluMWRmU3dpY0dGNWJXVnVkRjlvWVc1a2JHVnljeUk2ZXlKa"
        + "1pYWXVkV053TG5CaGVXMWxiblJ6TG1OaGNtUWlPbHQ3SW1sa0lqb2lhR0Z1Wkd4bGNsOWpZWEprWHpFaUxDSjJaWEp6YVc5dUlqb2lNakF5Tmkwd05DMHdPQ0o5WFgwc0luWmxjbk5wYjI0aU9pSXl"
        + "NREkyTFRBMExUQTRJbjE5LnhJQXkxMW95b3NENV9QNGF6NEZFZ2RuZURNYTVfSnQ5dDVQUHpET2FJQnpkVDl0U1NRNjVKZ3p2bVpoZ3JnWmxrc19adGozRndMSkRtZURoTU5aMGtRIl0~";
}
