/** How a unit is called in a language; nothing: the households. */
export const unitName = (
  locale: string,
  unit: { name: string | null; nameEn?: string | null },
  households: string,
): string => (locale === "en" && unit.nameEn) || unit.name || households;

/** Cents as a sum in the reader's way of writing it. */
export const moneyStyle = { style: "currency", currency: "CNY" } as const;
