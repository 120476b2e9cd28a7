using ContractAttach.Attachments;
using ContractAttach.Notifications;
using ContractAttach.Regroupings;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Regroupings;

/// <summary>A contract that is to go from the other account is at no moment in neither, whatever happens in between.</summary>
public sealed class RegrouperTests(TestTables tables) : IClassFixture<TestTables>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_process_that_dies_at_any_write_leaves_it_in_one_and_the_next_try_finishes(bool here, bool after)
    {
        for (int write = 1; ; write++)
        {
            RegroupingScene scene = await RegroupingScene.BeginAsync(tables, here);
            string id = await scene.BeginRegroupingAsync(scene.Here, scene.There);
            AttachedContract listed = await scene.ListAsync(scene.Here, id);
            bool died = false;
            try
            {
                await scene.RegroupAsync(scene.Here, id, listed, new StorageCalls { DiesAt = write, DiesAfter = after });
            }
            catch (ProcessDiedException)
            {
                died = true;
            }

            Assert.True(await scene.IsAttachedAsync(scene.Here) || await scene.IsAttachedAsync(scene.There), $"In neither after write {write}");

            Assert.Equal(here ? RegroupResult.AlreadyAttached : RegroupResult.Attached, await scene.RegroupAsync(scene.Here, id, listed));
            await scene.CleanAsync(scene.There, listed.AttachmentId);
            Assert.Equal((true, false), (await scene.IsAttachedAsync(scene.Here), await scene.IsAttachedAsync(scene.There)));
            Assert.Equal([scene.Here], await scene.ReverseAsync());
            Assert.Equal(0, await scene.LeftNoticesAsync(scene.Here) + await scene.LeftNoticesAsync(scene.There));
            Assert.Single(scene.Sent, message => message.To == scene.There + "@example.com");
            EmailNotice[] told = [.. scene.Sent.Where(message => message.To == scene.Contract.Holder.Email)];
            Assert.Equal(here ? 0 : 1, told.Length);
            Assert.Equal(told.Length + 1, scene.Sent.Count);
            Assert.All(told, message => Assert.Contains("https://portal.example.com/revocations/", message.Text, StringComparison.Ordinal));
            if (!died)
            {
                Assert.InRange(write, 6, 30);
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_that_go_in_opposite_directions_never_leave_it_in_neither(bool here)
    {
        for (int call = 1; ; call++)
        {
            RegroupingScene scene = await RegroupingScene.BeginAsync(tables, here);
            string first = await scene.BeginRegroupingAsync(scene.Here, scene.There);
            AttachedContract listed = await scene.ListAsync(scene.Here, first);

            // The second goes as far as it gets between two calls of the first; it lists what is there by then.
            string second = await scene.BeginRegroupingAsync(scene.There, scene.Here);
            AttachedContract? back = null;
            var between = new CallsBetween(call, async () =>
            {
                if (await scene.IsAttachedAsync(scene.Here))
                    await TryAsync(scene, scene.There, second, back = await scene.ListAsync(scene.There, second));
            });
            await TryAsync(scene, scene.Here, first, listed, between);

            Assert.True(await scene.IsAttachedAsync(scene.Here) || await scene.IsAttachedAsync(scene.There), $"In neither after call {call}");

            // Once the first is over, the second ends what it had listed; what the first has linked since is another attachment.
            await scene.Regroupings.NoteAsync(scene.Here, first, [], RegroupingStatus.Completed, Cancel);
            if (back is not null)
            {
                await scene.RegroupAsync(scene.There, second, back);
                Assert.True(await scene.IsAttachedAsync(scene.There) || await scene.IsAttachedAsync(scene.Here), $"In neither after call {call}");
                Assert.True(
                    !await scene.IsAttachedAsync(scene.There) || (await scene.Store.FindLinkAsync(scene.Here, scene.Contract.Id, Cancel))?.AttachmentId != back.AttachmentId,
                    $"Still in both after call {call}");
            }

            if (between.Calls < call)
            {
                Assert.InRange(call, 10, 60);
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_access_that_the_holder_ends_at_any_call_has_ended_here_too(bool remove)
    {
        int calls = int.MaxValue;
        for (int call = 0; call < calls; call++)
        {
            RegroupingScene scene = await RegroupingScene.BeginAsync(tables);
            string id = await scene.BeginRegroupingAsync(scene.Here, scene.There, remove);
            AttachedContract listed = await scene.ListAsync(scene.Here, id);
            bool ended = false;
            var between = new CallsBetween(call, async () => ended = await scene.EndAsync(scene.There, listed.AttachmentId));
            RegroupResult result = await scene.RegroupAsync(scene.Here, id, listed, between);

            // The first time nobody ends it.
            if (call == 0)
                calls = between.Calls;
            Assert.Equal(ended, !await scene.IsAttachedAsync(scene.Here));
            Assert.Equal(ended ? RegroupResult.Excluded : RegroupResult.Attached, result);
        }

        Assert.InRange(calls, 10, 60);
    }

    [Fact]
    public async Task A_contract_that_the_holder_has_taken_away_meanwhile_does_not_come_over()
    {
        RegroupingScene scene = await RegroupingScene.BeginAsync(tables);
        string id = await scene.BeginRegroupingAsync(scene.Here, scene.There);
        AttachedContract listed = await scene.ListAsync(scene.Here, id);
        LinkRow link = (await scene.Store.FindLinkAsync(scene.There, scene.Contract.Id, Cancel))!;
        link.AttachmentId = "a later one";
        await scene.Store.TryReplaceLinkAsync(link, Cancel);

        Assert.Equal(RegroupResult.Excluded, await scene.RegroupAsync(scene.Here, id, listed));

        Assert.Equal((false, true), (await scene.IsAttachedAsync(scene.Here), await scene.IsAttachedAsync(scene.There)));
    }

    [Fact]
    public async Task A_regrouping_that_is_purged_leaves_nothing()
    {
        RegroupingScene scene = await RegroupingScene.BeginAsync(tables);
        string id = await scene.BeginRegroupingAsync(scene.Here, scene.There);
        for (int page = 0; page < 3; page++)
            await scene.Regroupings.NoteAsync(scene.Here, id, [.. Enumerable.Range(0, RegroupingStore.Batch).Select(number => new RegroupedContract($"C{page}-{number}", RegroupResult.Attached))], null, Cancel);
        await scene.Regroupings.NoteAsync(scene.Here, id, [], RegroupingStatus.Completed, Cancel);
        Assert.Equal(3 * RegroupingStore.Batch, (await scene.Regroupings.ListAsync(scene.Here, id, Cancel)).Count);

        await Task.WhenAll(scene.Regroupings.PurgeAsync(scene.Here, id, Cancel), scene.Regroupings.PurgeAsync(scene.Here, id, Cancel));

        Assert.Empty(await scene.Regroupings.ListAsync(scene.Here, id, Cancel));
        Assert.Null(await scene.Regroupings.FindAsync(scene.Here, id, Cancel));
    }

    [Fact]
    public async Task The_first_end_that_is_noted_stays()
    {
        RegroupingScene scene = await RegroupingScene.BeginAsync(tables);
        string id = await scene.BeginRegroupingAsync(scene.Here, scene.There);

        await scene.Regroupings.NoteAsync(scene.Here, id, [new("C1", RegroupResult.Attached)], RegroupingStatus.Completed, Cancel);
        RegroupingRow row = (await scene.Regroupings.NoteAsync(scene.Here, id, [], RegroupingStatus.Failed, Cancel))!;

        Assert.Equal(RegroupingStatus.Completed, row.Status);
        Assert.Single(await scene.Regroupings.ListAsync(scene.Here, id, Cancel));
    }

    private static async Task TryAsync(RegroupingScene scene, string into, string id, AttachedContract listed, CallsBetween? between = null)
    {
        try
        {
            await scene.RegroupAsync(into, id, listed, between);
        }
        catch (RegroupingBusyException)
        {
        }
    }
}
