using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions.Tests;

public class Sealed_content
{
    private static readonly Place Here = new("journeys", "jr_zebulon", "f:00000001", "body");

    [Fact]
    public void Opens_with_its_key_in_its_place()
    {
        var (key, wrapped) = AKeyRing.New.NewDataKey("jr_zebulon");
        var content = key.Seal("Zebulon Quark, née Łęcka", Here);
        Assert.Equal("Zebulon Quark, née Łęcka", AKeyRing.New.Unwrap(wrapped, "jr_zebulon").Open(content, Here));
        Assert.DoesNotContain("Zebulon", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public void Never_looks_the_same_twice()
    {
        var (key, _) = AKeyRing.New.NewDataKey("jr_1");
        Assert.NotEqual(key.Seal("yes", Here), key.Seal("yes", Here));
    }

    [Fact]
    public void Does_not_open_with_the_key_of_another_journey()
    {
        var content = AKeyRing.New.NewDataKey("jr_1").Key.Seal("secret", Here);
        var failure = Assert.Throws<CorruptRowException>(() => AKeyRing.New.NewDataKey("jr_1").Key.Open(content, Here));
        Assert.Equal("Table journeys, partition kind 'jr', row kind 'f': value 'body' is missing or unreadable.", failure.Message);
    }

    [Theory]
    [InlineData("jr_other", "f:00000001", "body")]
    [InlineData("jr_zebulon", "f:00000002", "body")]
    [InlineData("jr_zebulon", "f:00000001", "note")]
    public void Does_not_open_in_another_place(string partition, string row, string property)
    {
        var (key, _) = AKeyRing.New.NewDataKey("jr_zebulon");
        var content = key.Seal("secret", Here);
        Assert.Throws<CorruptRowException>(() => key.Open(content, new("journeys", partition, row, property)));
    }

    [Fact]
    public void Does_not_open_when_any_byte_was_changed_or_cut()
    {
        var (key, _) = AKeyRing.New.NewDataKey("jr_1");
        var content = key.Seal("no", Here);
        for (var i = 0; i < content.Length; i++)
        {
            var changed = content.ToArray();
            changed[i] ^= 1;
            Assert.Throws<CorruptRowException>(() => key.Open(changed, Here));
            Assert.Throws<CorruptRowException>(() => key.Open(content[..i], Here));
        }
    }
}

public class A_wrapped_data_key
{
    private static readonly Place Here = new("journeys", "jr_1", "f:00000001", "body");

    [Fact]
    public void Opens_for_its_owner_only()
    {
        var (_, wrapped) = AKeyRing.New.NewDataKey("jr_1");
        Assert.ThrowsAny<CryptographicException>(() => AKeyRing.New.Unwrap(wrapped, "jr_2"));
    }

    [Fact]
    public void Still_opens_after_the_master_key_was_rotated_and_moves_to_the_new_one()
    {
        var (key, wrapped) = AKeyRing.Of(1).NewDataKey("jr_1");
        var content = key.Seal("kept", Here);
        var moved = AKeyRing.Of(1, 2).Rewrap(wrapped, "jr_1");
        Assert.Equal("kept", AKeyRing.Of(1, 2).Unwrap(wrapped, "jr_1").Open(content, Here));
        Assert.Equal("kept", AKeyRing.Of(2).Unwrap(moved, "jr_1").Open(content, Here));
        Assert.Same(moved, AKeyRing.Of(1, 2).Rewrap(moved, "jr_1"));
    }

    [Fact]
    public void Is_lost_with_its_master_key()
    {
        var (_, wrapped) = AKeyRing.Of(1).NewDataKey("jr_1");
        Assert.ThrowsAny<CryptographicException>(() => AKeyRing.Of(2).Unwrap(wrapped, "jr_1"));
    }

    [Fact]
    public void Does_not_open_what_was_sealed_for_a_purpose()
    {
        var ring = AKeyRing.New;
        var board = new Place("board", "practice", "jr_1", "name");
        var name = ring.SealFor("board", "Zebulon", board);
        Assert.Equal("Zebulon", AKeyRing.Of(1, 2).OpenFor("board", name, board));
        Assert.Throws<CorruptRowException>(() => ring.OpenFor("cookies", name, board));
        Assert.Throws<CorruptRowException>(() => AKeyRing.Of(2).OpenFor("board", name, board));
        Assert.Throws<CorruptRowException>(() => ring.OpenFor("board", name, board with { Row = "jr_2" }));
    }
}

public class Protection_settings
{
    [Fact]
    public void Are_all_checked_at_once_without_repeating_a_key()
    {
        var options = ProtectionOptions.From(Settings(("MasterKeys:one", "c2hvcnQ="), ("MasterKeys:2", "not base64!"), ("Current", "7"), ("HashVersion", "x")));
        var failure = Assert.Throws<SettingsException>(() => KeyRing.From(options));
        Assert.Equal(5, failure.Problems.Count);
        Assert.DoesNotContain("c2hvcnQ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Protection__MasterKeys__1 is missing", Assert.Single(ProtectionOptions.From(Settings()).Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_a_key_that_nobody_drew() =>
        Assert.Single(ProtectionOptions.From(Settings(("MasterKeys:1", Convert.ToBase64String(new byte[32])))).Problems());

    [Fact]
    public void Take_the_highest_version_for_new_keys_and_the_lowest_for_hashes()
    {
        var keys = AKeyRing.Keys(1, 2);
        var options = ProtectionOptions.From(Settings([.. keys.Select(key => ("MasterKeys:" + key.Key, key.Value))]));
        var both = KeyRing.From(options);
        Assert.NotNull(AKeyRing.Of(2).Unwrap(both.NewDataKey("jr_1").Wrapped, "jr_1"));
        Assert.Equal(new KeyedHashes(AKeyRing.Of(1)).OfEmail("a@example.org"), new KeyedHashes(both).OfEmail("a@example.org"));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create("Protection:" + value.Key, (string?)value.Value))).Build();
}

public class Keyed_hashes
{
    private readonly KeyedHashes _hashes = new(AKeyRing.New);

    [Fact]
    public void Find_the_same_person_again_however_the_address_is_typed() =>
        Assert.Equal(_hashes.OfEmail("zebulon@example.org"), _hashes.OfEmail(" Zebulon@Example.ORG "));

    [Fact]
    public void Depend_on_the_key_and_on_what_they_are_for()
    {
        Assert.NotEqual(_hashes.OfEmail("x"), new KeyedHashes(AKeyRing.Of(2)).OfEmail("x"));
        Assert.NotEqual(_hashes.OfEmail("x"), _hashes.OfPhone("x"));
        Assert.NotEqual(_hashes.OfPerson("ab", "c"), _hashes.OfPerson("a", "bc"));
    }

    [Fact]
    public void Name_a_journey_and_a_message_in_26_characters()
    {
        Assert.Matches("^jr_[a-z2-7]{26}$", _hashes.JourneyIdFrom("key").Value);
        Assert.Matches("^mg_[a-z2-7]{26}$", _hashes.MessageCode(AJourneyId.Number(1), "dosing:reminder:1:v1"));
        Assert.NotEqual(_hashes.MessageCode(AJourneyId.Number(1), "a"), _hashes.MessageCode(AJourneyId.Number(2), "a"));
    }

    [Fact]
    public void Write_five_bits_a_character()
    {
        Assert.Equal("aa", Base32.Of([0]));
        Assert.Equal("74", Base32.Of([255]));
        Assert.Equal("77777777", Base32.Of([255, 255, 255, 255, 255]));
        Assert.Equal("aecag", Base32.Of([1, 4, 3]));
    }
}
