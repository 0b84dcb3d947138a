/** Bytes a file may have. */
export const maxBytes = 20 * 1024 * 1024;

/** How many files one form takes. */
export const maxFiles = 6;

/** What is taken: photos, and PDF. What a file claims to be does not count; its content does. */
export const acceptedTypes: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
  "application/pdf",
];
