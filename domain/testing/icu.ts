/** Every message of a language by its whole key, such as `thread.events.raised`. */
export function flat(tree: object, before = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(before + key, value);
    else for (const [inner, text] of flat(value as object, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

export type Argument = { name: string; type: string; cases: string[] };

/**
 * The arguments of a message in ICU's form, those within the cases of a plural included.
 * @throws Error where it cannot be read: a brace too many, a case without its text, an argument without its name
 */
export function argumentsOf(message: string): Argument[] {
  const found: Argument[] = [];
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at} of “${message}”`);
  };
  const word = (pattern: RegExp): string => {
    const match = pattern.exec(message.slice(at));
    if (!match?.[1]) return fail("something missing");
    at += match[0].length;
    return match[1];
  };
  const text = (nested: boolean): void => {
    while (at < message.length) {
      const c = message[at];
      if (c === "'" && "{}".includes(message[at + 1] ?? " ")) {
        const end = message.indexOf("'", at + 2);
        if (end < 0) fail("a quote without its end");
        at = end + 1;
      } else if (c === "}") {
        if (!nested) fail("a brace too many");
        return;
      } else if (c === "{") {
        at += 1;
        argument();
      } else at += 1;
    }
    if (nested) fail("a brace too few");
  };
  const argument = (): void => {
    const name = word(/^\s*(\w+)\s*/);
    if (message[at] === "}") {
      at += 1;
      found.push({ name, type: "text", cases: [] });
      return;
    }
    const type = word(/^,\s*(\w+)\s*/);
    const cases: string[] = [];
    while (message[at] !== "}") {
      if (message[at] === ",") at += 1;
      cases.push(word(/^\s*(=?\w+)\s*\{/));
      text(true);
      at += 1;
      while (message[at] === " ") at += 1;
      if (at >= message.length) fail("a brace too few");
    }
    at += 1;
    found.push({ name, type, cases });
  };
  text(false);
  return found;
}
