import type { Metadata } from "next";
import { type Search, typedIn } from "../asked.ts";
import { OpenPage, openMetadata } from "../open-page.tsx";

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return openMetadata(typedIn(await searchParams));
}

/** The same for everybody, whoever asks. */
export default async function PublicFiguresPage({ searchParams }: { searchParams: Search }) {
  return <OpenPage typed={typedIn(await searchParams)} />;
}
