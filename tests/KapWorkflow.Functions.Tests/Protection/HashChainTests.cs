using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class The_chain_of_a_journeys_facts
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 10, 12, 0);

    [Fact]
    public void Is_whole_as_it_was_written() => Assert.Null(FirstBroken(AChain(5)));

    [Fact]
    public void Is_whole_when_empty() => Assert.Null(HashChain.FirstBroken("jr_1", [], 0, HashChain.Start("jr_1")));

    [Theory]
    [InlineData("type")]
    [InlineData("time")]
    [InlineData("author")]
    [InlineData("content")]
    [InlineData("hash")]
    public void Names_the_first_fact_that_was_changed(string what)
    {
        var chain = AChain(5);
        chain[2] = what switch
        {
            "type" => chain[2] with { Type = "other" },
            "time" => chain[2] with { At = chain[2].At + Duration.FromTicks(1) },
            "author" => chain[2] with { Author = "staff:st_2" },
            "content" => chain[2] with { SealedContent = [9] },
            _ => chain[2] with { Hash = new byte[32] },
        };
        Assert.Equal(3, FirstBroken(chain));
    }

    [Fact]
    public void Leads_on_from_a_known_fact_to_the_head_or_does_not()
    {
        var chain = AChain(5);
        Assert.True(HashChain.Follows(chain[1].Hash, 2, chain[2..], 5, chain[4].Hash));
        Assert.True(HashChain.Follows(chain[4].Hash, 5, [], 5, chain[4].Hash));
        Assert.False(HashChain.Follows(chain[4].Hash, 5, [], 5, chain[3].Hash));
        Assert.False(HashChain.Follows(chain[0].Hash, 2, chain[2..], 5, chain[4].Hash));
        Assert.False(HashChain.Follows(chain[1].Hash, 2, chain[3..], 5, chain[4].Hash));
        Assert.False(HashChain.Follows(chain[1].Hash, 2, chain[2..4], 5, chain[4].Hash));
        Assert.False(HashChain.Follows(chain[1].Hash, 2, [chain[2] with { SealedContent = [9] }, .. chain[3..]], 5, chain[4].Hash));
    }

    [Fact]
    public void Shows_a_fact_that_was_removed_added_or_moved()
    {
        var chain = AChain(5);
        Assert.Equal(2, FirstBroken([chain[0], .. chain[2..]]));
        Assert.Equal(5, HashChain.FirstBroken("jr_1", chain[..4], 5, chain[4].Hash));
        Assert.Equal(5, HashChain.FirstBroken("jr_1", chain, 4, chain[3].Hash));
        Assert.Equal(2, FirstBroken([chain[0], chain[2], chain[1], chain[3], chain[4]]));
    }

    [Fact]
    public void Cannot_be_passed_off_as_another_journeys()
    {
        var chain = AChain(2);
        Assert.Equal(1, HashChain.FirstBroken("jr_2", chain, 2, chain[1].Hash));
    }

    private static long? FirstBroken(ChainLink[] chain) => HashChain.FirstBroken("jr_1", chain, chain.Length, chain[^1].Hash);

    private static ChainLink[] AChain(int length)
    {
        var previous = HashChain.Start("jr_1");
        return [.. Enumerable.Range(1, length).Select(n =>
        {
            var at = Noon + Duration.FromHours(n);
            previous = HashChain.Next(previous, n, "inquiry-received", at, "client", [(byte)n]);
            return new ChainLink(n, "inquiry-received", at, "client", [(byte)n], previous);
        })];
    }
}
