import type { Story } from "../story.ts";
import { building } from "./building.ts";
import { buildingMore } from "./building-2.ts";
import { cleaning } from "./cleaning.ts";
import { cleaningMore } from "./cleaning-2.ts";
import { fire } from "./fire.ts";
import { fireMore } from "./fire-2.ts";
import { fireMore3 } from "./fire-3.ts";
import { grounds } from "./grounds.ts";
import { lift } from "./lift.ts";
import { medical } from "./medical.ts";
import { neighbours } from "./neighbours.ts";
import { noise } from "./noise.ts";
import { noiseMore } from "./noise-2.ts";
import { other } from "./other.ts";
import { parking } from "./parking.ts";
import { parkingMore } from "./parking-2.ts";
import { property } from "./property.ts";
import { propertyMore } from "./property-2.ts";
import { schooling } from "./schooling.ts";
import { schoolingMore } from "./schooling-2.ts";
import { security } from "./security.ts";
import { waterPower } from "./water_power.ts";
import { waterPowerMore } from "./water_power-2.ts";
import { welfare } from "./welfare.ts";
import { welfareMore } from "./welfare-2.ts";

const all: Record<string, Story[]> = {
  fire: [...fire, ...fireMore, ...fireMore3],
  property: [...property, ...propertyMore],
  lift,
  parking: [...parking, ...parkingMore],
  noise: [...noise, ...noiseMore],
  cleaning: [...cleaning, ...cleaningMore],
  water_power: [...waterPower, ...waterPowerMore],
  security,
  building: [...building, ...buildingMore],
  grounds,
  neighbours,
  schooling: [...schooling, ...schoolingMore],
  medical,
  welfare: [...welfare, ...welfareMore],
  other,
};

/** Every story of the demo with its category. */
export const storiesByCategory: { category: string; story: Story }[] = Object.entries(all).flatMap(
  ([category, stories]) => stories.map((story) => ({ category, story })),
);
