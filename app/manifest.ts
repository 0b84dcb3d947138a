import type { MetadataRoute } from "next";

/** Lets the portal be put on a phone's home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Doorstep 敲门",
    short_name: "敲门",
    start_url: "/visits/today",
    scope: "/",
    display: "standalone",
    background_color: "#fbf9f5",
    theme_color: "#fbf9f5",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
  };
}
