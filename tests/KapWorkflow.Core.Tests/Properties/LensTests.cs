namespace KapWorkflow.Core.Tests;

/// <summary>Tests of the tests: the real rules, told a falsehood, err; the walks of the test command must find it.</summary>
public class The_walks_notice_when
{
    [Fact] public void Every_dose_is_taken_to_be_authorised() => Found(1, Lenses.EveryDoseIsAuthorised, Beginnings.OneDoseUsed);

    [Fact] public void No_clearance_is_taken_to_end() => Found(1, Lenses.NoClearanceEnds);

    [Fact] public void Every_client_is_taken_to_be_ready() => Found(1, Lenses.EverybodyIsReady);

    [Fact] public void One_person_is_let_hold_both_keys() => Found(1, Lenses.OnePersonMayHoldBothKeys);

    [Fact] public void The_dose_of_a_session_is_forgotten() => Found(2, Lenses.DosesAreForgotten);

    [Fact] public void More_sessions_are_booked_than_authorised() => Found(2, Lenses.EveryDoseIsAuthorised);

    [Fact] public void Every_cycle_is_taken_to_be_closed() => Found(3, Lenses.EveryCycleIsClosed, Beginnings.Discharged);

    [Fact] public void Whoever_books_does_not_see_the_alert() => Found(4, Lenses.NobodyIsAtRisk);

    [Fact] public void Whoever_reminds_does_not_see_the_alert() => Found(4, Lenses.NoAlertIsSeen);

    [Fact] public void A_STOP_is_forgotten() => Found(5, Lenses.NobodySaidStop);

    [Fact] public void Consent_is_taken_for_granted() => Found(5, Lenses.EverybodyConsented);

    [Fact] public void A_death_is_forgotten() => Found(5, Lenses.NobodyDies, Beginnings.Died);

    [Fact] public void The_night_is_taken_for_day() => Found(6, Lenses.ItIsAlwaysDay);

    [Fact] public void A_visit_is_taken_to_begin_a_day_later() => Found(6, Lenses.VisitsBeginADayLater);

    [Fact] public void A_task_is_about_something_that_is_no_key() => Found(7, Lenses.TasksAreNamedAfterClients);

    [Fact] public void The_website_is_taken_for_a_prescriber() => Found(8, Lenses.TheWebsiteIsThePrescriber);

    [Fact] public void Everybody_is_taken_to_be_licensed() => Found(8, Lenses.EverybodyIsLicensed);

    [Fact] public void The_ledger_forgets() => Found(9, Lenses.TheLedgerForgets);

    [Fact] public void A_client_who_leaves_is_told_that_all_is_over_already() => Found(10, Lenses.EveryJourneyIsOver);

    [Fact] public void A_client_may_not_leave() => Found(10, Lenses.NobodyIsTheClient);

    [Fact] public void A_task_is_called_after_the_client() => Found(11, Lenses.TasksAreNamedAfterClients);

    [Fact] public void The_plan_does_not_see_the_alert() => Found(12, Lenses.NoAlertIsSeen);

    [Fact] public void An_urgent_answer_is_not_taken_to_be_urgent() => Found(12, Lenses.NothingIsUrgent);

    [Fact] public void Pages_wait_for_an_hour() => Found(12, Lenses.PagesCanWait);

    [Fact] public void No_task_is_ever_late() => Found(12, Lenses.NothingIsLate);

    [Fact] public void A_cut_off_is_moved() => Found(13, Lenses.TheCutOffIsHigher);

    [Fact] public void Every_client_is_taken_to_live_elsewhere() => Found(14, Lenses.ClientsLiveInMadrid);

    [Fact] public void Staff_days_end_elsewhere() => Found(14, Lenses.StaffWorkInHonolulu);

    private static void Found(int invariant, Lens lens, int? beginning = null) =>
        Assert.True(Strolls.Find(lens, invariant, beginning) is not null, $"No walk noticed that {lens.Planted}.");
}
