import { SettingsError } from "#db/settings.ts";

/** Whatever ends a command is told in a sentence; only a fault of ours says where. Import it first. */
process.on("uncaughtException", (error: Error) => {
  console.error(error instanceof SettingsError || "code" in error ? error.message : error.stack);
  process.exit(1);
});
