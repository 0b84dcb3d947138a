/** A photo or document as it is shown: what a viewer may know of it. Sizes in bytes and pixels. */
export type Attached = {
  id: string;
  kind: "image" | "document";
  name: string;
  size: number;
  width: number | null;
  height: number | null;
};
