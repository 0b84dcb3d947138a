import { redirect } from "next/navigation";

/** There is one way to raise a concern. */
export default function NewConcernPage() {
  redirect("/report");
}
