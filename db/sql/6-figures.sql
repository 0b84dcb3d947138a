-- What the three rates and the figures of a unit count: said once, for the figures, the lists behind them and the public.
-- (Without a search path of their own they are written into the query that asks.)

-- Neither what was never confirmed, nor what lives on in another concern, nor what was taken back before its answer was due.
create or replace function app.counts(c concerns) returns boolean language sql immutable parallel safe as $$
  select c.status <> 'unconfirmed' and c.merged_into is null
    and coalesce(c.close_reason, '') not in ('merged', 'split', 'not_confirmed')
    and (c.close_reason is distinct from 'withdrawn' or c.answered_at is not null or c.answer_due_at <= c.closed_at)
$$;

-- Answered, or its time is up: while its clock ran, and before it ended otherwise.
create or replace function app.counts_as_due(c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and (c.answered_at is not null or c.answer_due_at <= coalesce(c.closed_at, c.paused_at, now()))
$$;

create or replace function app.answered_in_time(c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and coalesce(c.answered_at <= c.answer_due_at, false)
$$;

-- Whether what a list from before calls answered was solved, no list tells.
create or replace function app.counts_as_raised(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and c.close_reason is distinct from 'answered_before'
$$;

create or replace function app.counts_as_solved(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_raised(c) and (c.status = 'confirmed' or c.solved_at is not null)
$$;

-- How many said what they think of it: whoever raised it, by rating it or by opening it anew, and those who said "mine too".
create or replace function app.raters(c concerns) returns integer language sql immutable parallel safe as $$
  select case when c.solved_at is not null or c.status = 'confirmed' then c.rated_voices else 0 end
    + case when c.rating is not null or c.refused then 1 else 0 end
$$;

create or replace function app.counts_as_rated(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_raised(c) and app.raters(c) > 0
$$;

-- More than half of them are satisfied, or very much so.
create or replace function app.counts_as_satisfied(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_rated(c) and 2 * (case when c.solved_at is not null or c.status = 'confirmed' then c.glad_voices else 0 end
    + case when c.rating >= 4 then 1 else 0 end) > app.raters(c)
$$;

-- What was given to a unit: when it said that it has it, by accepting, answering or giving it back.
create or replace function app.received_at(a assignments) returns timestamptz language sql immutable parallel safe as $$
  select coalesce(a.accepted_at, a.answered_at, case when a.return_reason is not null then a.returned_at end)
$$;

-- Said, or its time was up before it was taken away or the concern was over.
create or replace function app.counts_as_receivable(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and a.accept_due_at is not null and (app.received_at(a) is not null
    or a.accept_due_at <= coalesce(a.returned_at, c.closed_at, now()))
$$;

create or replace function app.received_in_time(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and coalesce(app.received_at(a) <= a.accept_due_at, false)
$$;

create or replace function app.given_back(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.return_reason is not null
$$;

create or replace function app.counts_as_answered(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and (a.status = 'answered' or a.redone > 0)
$$;

create or replace function app.had_to_be_redone(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.redone > 0
$$;

-- Answered, or its date has passed while it was with the unit and the concern was open and did not wait for its reporter.
create or replace function app.counts_as_dated(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and a.status <> 'returned' and (a.status = 'answered'
    or a.due_at <= coalesce(c.closed_at, c.solved_at, c.paused_at, now()))
$$;

create or replace function app.done_by_date(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.counts(c) and a.status = 'answered' and coalesce(a.answered_at <= a.due_at, false)
$$;
