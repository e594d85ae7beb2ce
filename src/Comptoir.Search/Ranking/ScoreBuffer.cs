namespace Comptoir.Search.Ranking;

/// <summary>
/// Room for the scores of one segment's documents. It is empty between uses: only what was touched is wiped, so that a search costs
/// what its words find, not what the shop holds.
/// </summary>
internal sealed class ScoreBuffer(int documents)
{
    public readonly float[] Scores = new float[documents];

    /// <summary>Bits 0 to 30: the word is met; bit 31: the named thing is the head of the title; bits 32 to 62: the word is met in a telling field.</summary>
    public readonly ulong[] Met = new ulong[documents];

    /// <summary>The present word's share of the score.</summary>
    public readonly float[] Share = new float[documents];

    public readonly int[] Touched = new int[documents];

    public readonly int[] Part = new int[documents];

    public int Count;

    public void Wipe()
    {
        for (var i = 0; i < Count; i++)
        {
            Scores[Touched[i]] = 0;
            Met[Touched[i]] = 0;
        }

        Count = 0;
    }
}
