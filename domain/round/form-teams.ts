/** A team of an earlier round. */
export type FormerTeam = { name: string; members: readonly string[] };

/** A team that is to be; without a name where it is new. */
export type FormedTeam = { name: string | null; members: string[] };

/**
 * Puts officers together in teams. Those who went together last time, and all go again, stay together: whoever opened
 * the door knows them. The rest are put together in their order; one who would be left alone joins the last team.
 */
export function formTeams(officers: readonly string[], size: number, former: readonly FormerTeam[] = []): FormedTeam[] {
  const free = new Set(officers);
  const teams: FormedTeam[] = [];
  for (const { name, members } of former) {
    // A team of one more is one that somebody joined; of any other size it is not what is asked for now.
    const fits = members.length === size || (size > 1 && members.length === size + 1);
    if (!fits || !members.every((member) => free.has(member))) continue;
    for (const member of members) free.delete(member);
    teams.push({ name, members: [...members] });
  }
  // Who went together in a team that is no more stands side by side, and so is likely to meet again.
  const together = former.flatMap(({ members }) => members).filter((member) => free.has(member));
  const rest = [...new Set([...together, ...officers.filter((officer) => free.has(officer))])];
  for (let at = 0; at < rest.length; at += size) {
    const members = rest.slice(at, at + size);
    const last = teams.at(-1);
    if (members.length === 1 && size > 1 && last) last.members.push(...members);
    else teams.push({ name: null, members });
  }
  return teams;
}

/** Names for teams: those that have one keep it, the others get the next number that is free. */
export function nameTeams<T extends { name: string | null }>(
  teams: readonly T[],
  numbered: (number: number) => string,
): (T & { name: string })[] {
  const taken = new Set(teams.map(({ name }) => name));
  let number = 0;
  return teams.map((team) => {
    if (team.name !== null) return { ...team, name: team.name };
    do number += 1;
    while (taken.has(numbered(number)));
    return { ...team, name: numbered(number) };
  });
}
