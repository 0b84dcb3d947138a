"use server";

import { z } from "zod";
import { id, line, several, text } from "#domain/input.ts";
import { publicAction } from "../../forms.ts";

const input = z.object({ line: line(20), text: text(100), one: id, many: several(z.string()) });

export const tryForm = publicAction(input, async () => ({ done: "OK" }));
