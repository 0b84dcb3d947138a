-- What the tables themselves need. Applied before the migrations, each time its text has changed.

create schema if not exists app;
create schema if not exists auth;

-- A name or door as it is looked for in a text that everybody is to read (4-publish.sql).
create or replace function app.told(t text) returns text language sql immutable parallel safe as $$ select normalize(trim(t), nfkc) $$;

-- A text as the set of its one- and two-character grams (Chinese, Japanese, Korean) and its whole words (the rest).
-- A search for any number of characters is then a conjunction of grams that an index answers.
create or replace function app.gram_list(t text, of_query boolean) returns text[]
language sql immutable parallel safe as $$
  with words as (
    select w[1] as word, n as place
    from regexp_matches(lower(normalize(coalesce(t, ''), nfkc)), '[a-z0-9à-ɏ]+|[぀-ヿ㐀-鿿가-힯豈-﫿]+', 'g')
      with ordinality as m(w, n)
  ), chars as (
    select word, c, lead(c) over (partition by place order by n) as following, count(*) over (partition by place) as length
    from words, regexp_split_to_table(word, '') with ordinality as s(c, n)
    where word !~ '^[a-z0-9à-ɏ]'
  )
  select coalesce(array_agg(distinct gram), '{}')
  from (
    select word as gram from words where word ~ '^[a-z0-9à-ɏ]'
    union all
    select c || following from chars where following is not null
    union all
    -- A query of two characters or more is answered by its pairs; single characters only blur it.
    select c from chars where not of_query or length = 1
  ) g
$$;

create or replace function app.grams(t text) returns tsvector
language sql immutable parallel safe as $$
  select array_to_tsvector(app.gram_list(t, false))
$$;

-- The query for what has anything in common with a text: any of its pairs and words, without those that stand in every
-- text (the same characters as in domain/concern/likeness.ts).
create or replace function app.any_gram_query(t text) returns tsquery
language sql immutable parallel safe as $$
  select string_agg(quote_literal(gram), ' | ')::tsquery
  from unnest(app.gram_list(left(t, 400), true)) gram
  where length(gram) > 1 and gram !~ '^[0-9]+$'
    and gram !~ '[的了是在我你他她它您们这那就都也和与及或到对为以被把给让从向又很还已经会能可请没要一个吗呢吧啊之其而但如因所不有]'
$$;

-- The query for what a person typed: all grams, words by their beginning; null where nothing can be searched.
create or replace function app.gram_query(t text) returns tsquery
language sql immutable parallel safe as $$
  select string_agg(quote_literal(gram) || case when gram ~ '^[a-z0-9à-ɏ]' then ':*' else '' end, ' & ')::tsquery
  from unnest(app.gram_list(left(t, 200), true)) gram
$$;
