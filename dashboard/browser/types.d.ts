// What Python sends to the browser, and what its modules hold. Held to Python's documents by tests/parts/test_contract.py.

/** A day, counted from 1970-01-01. */
type Day = number;
type Iso3 = string;
type Theme = "standard" | "projector" | "dark";

// The bundle of an instrument: dashboard/browser/bundle.py.

interface StatusBundle {
  dataset: { version: string; as_of: string; as_of_text: string };
  /** The lens: a treaty is named in addresses as `instrument`, any other as `lens`, a measure's series apart. */
  instrument: {
    id: string;
    key: "instrument" | "lens";
    series: string;
    short_title: string;
    full_title: string;
    checked: string;
  };
  boundary_note: string;
  first: Day;
  last: Day;
  /** Last day of our record, within the timeline. */
  today: Day;
  classes: DisplayClass[];
  /** Classes that some State is in on some day. */
  used: string[];
  styles: Record<string, { base: string; hatch: Hatch | null }>;
  palettes: Record<Theme, Record<string, string>>;
  states: Record<Iso3, State>;
  /** States shown beside the map rather than on it. */
  beside: Iso3[];
  steps: Step[];
  /** Changes that were settled before they came. */
  due: Due[];
  programmes: Programme[];
  /** First day of the last run of movement; null where nothing moved in recent years. */
  lastRun: Day | null;
  /** Days beyond the record for which something was announced. */
  horizon: Day[];
  dots: Dot[];
  book: Book;
  /** Day on which the sources were last read; null where the days after it are not to be marked. */
  read: Day | null;
  /** What is said of the days after it. */
  unread: string;
  /** Day on which the figures of a measure's series were published. */
  published: Day | null;
  beyond: string;
  nothingFixed: string;
  ui: UiTexts;
  /** Where the words of legend and card are explained; not in the single file. */
  words?: Record<string, string>;
  /** Where files and pages of a State are, without the view; not in the single file. */
  files?: Record<"slide" | "dossier" | "compare", string>;
  /** Where the facts are. */
  factsAt?: string;
  /** The facts themselves, where a reader's own rows are in view. */
  facts?: Facts;
  /** What tells this bundle from another; set in the browser. */
  key?: string;
}

interface DisplayClass {
  id: string;
  label: string;
  status: string;
  stage: string;
  /** What its States are counted as; "" for areas. */
  whole: string;
  /** What its step belongs to, and the step; empty where there is none. */
  family: string[];
  /** Whether a State of this class leaves, left or suspends. */
  moving: boolean;
  /** Whether its States carry a stronger outline. */
  outlined?: boolean;
}

interface Hatch {
  kind: "lines" | "cross" | "dots";
  gap: number;
  ink: string;
  width: number;
  angle: number;
}

interface State {
  name: string;
  /** The name within a sentence. */
  spoken: string;
  /** Without status of its own. */
  area: boolean;
  rows: StatusRow[];
  /** First day of a row → the figure of its period, alone and in words; only under a measure. */
  figures?: Record<Day, Figure>;
  /** What is said beside the class from a day on. */
  remarks?: [from: Day, said: string[]][];
  /** Whether the class of the first row was held since before the record. */
  open?: boolean;
}

type Figure = [short: string, words: string, value: number];
type StatusRow = [since: Day, classIndex: number, contested: number];
type Move = [iso3: Iso3, key: string, exact: number];
type Step = [on: Day, moves: Move[], milestones: string[]];
type Due = [fixed: Day, on: Day, iso3: Iso3, key: string, exact: number, dropped: Day];
/** `words` are those of the first happening of the day. */
type Dot = [on: Day, count: number, ahead: number, words: string];

/** What a State announced under one name, earliest known first. */
interface Programme {
  iso3: Iso3;
  versions: ProgrammeVersion[];
}

interface ProgrammeVersion {
  id: string;
  name: string;
  known: Day;
  /** Day from which a later version stands; 0 for never. */
  until: Day;
  /** The announced window in words. */
  window: string;
  bar: { start: Day; end: Day; from: boolean; to: boolean; opacity: number } | null;
}

/** The phrases that headlines are made of. */
interface Book {
  names_max: number;
  brief_over: number;
  numbers: string[];
  order: string[];
  joint: string;
  frames: Record<string, string>;
  phrases: Record<string, Record<string, string>>;
  milestones: Record<string, Record<string, string>>;
  answer: AnswerBook;
}

/** What the answer of a day and its counts in words are made of: dashboard/domain/answer.py. */
interface AnswerBook {
  frames: Record<string, string>;
  /** What the answer is about, such as who is bound; "" where it tallies. */
  main: string;
  clauses: Record<string, Record<"alone" | "one" | "many", string>>;
  leaving: string[];
  moving: string[];
  entering: string[];
  /** What an answer without that counts together: classes and words. */
  tallies: [string[], string][];
  /** Classes whose States such an answer is about. */
  of: string[];
  no_step: string;
  /** What the States divide into, with its words. */
  wholes: Record<string, string>;
  /** What of that is said even where it counts no State. */
  always: string[];
}

// Cards of every State: dashboard/browser/facts_bundle.py.

interface Facts {
  instrument: string;
  grades: Record<string, string>;
  /** Said of a suspension that nobody contested. */
  silent: string;
  /** The other treaties, those nearest to this one first; none under a lens that is no treaty. */
  treaties: [id: string, title: string][];
  states: Record<Iso3, StateFacts>;
}

interface StateFacts {
  acts: Fact[];
  announcements: Fact[];
  contested: [from: Day, reason: string][];
  /** Days on which another treaty binds the State; 0 for no end. */
  bound: [treaty: number, from: Day, until: Day][];
  /** What was said of this State's exit, what concerns it alone first. */
  reasons: ReasonSaid[];
}

interface ReasonSaid {
  /** For leaving, against it, or what the State itself thought before its view changed. */
  side: "leaving" | "objecting" | "earlier";
  who: string;
  /** What was said, in our words. */
  text: string;
  /** Day from which it was known. */
  on: Day | null;
  when: string;
  sources: Source[];
}

interface Fact {
  id: string;
  on: Day | null;
  when: string;
  what: string;
  grade: string;
  weak: string;
  /** Whether the row is one of the reader's own. */
  yours?: boolean;
  sources: Source[];
  confidence: string;
  notes: string[];
  /** That an earlier edition had it wrong, or said it otherwise; empty where none did. */
  revised: string;
  /** What earlier editions said of it, a text each. */
  history: string[];
  /** What could be read of it before the day on which its window was derived. */
  before?: { day: Day; what: string };
  /** Day from which a later statement replaces this one; 0 for never. */
  until?: Day;
}

interface Source {
  id: string;
  publisher: string;
  title: string;
  date: string;
  url: string;
  /** Address of a kept copy; empty where none is recorded. */
  archived: string;
  /** Day on which the page was seen, in words; empty where none is recorded. */
  seen: string;
  grade: string;
}

// What the search field finds: dashboard/browser/find_bundle.py.

interface FindBundle {
  /** Every name of a State; the one on screen comes first. */
  states: Record<Iso3, string[]>;
  /** Names and codes of places that are not in the record. */
  elsewhere: string[];
  /** Every lens; the last is 1 for a treaty. */
  treaties: [id: string, title: string, also: string[], treaty: number][];
  happenings: [headline: string, on: string, states: Iso3[], instruments: string[]][];
  /** The treaty of a view that names none. */
  instrument: string;
}

/** Where what was found leads. */
interface FindReport {
  focus?: Iso3;
  instrument?: string;
  /** Treaties that a happening is about; the one on screen is kept where it is among them. */
  instruments?: string[];
  as_of?: string;
  page?: string;
}

// A presentation: dashboard/browser/deck.py, with what dashboard/server/presentation.py adds.

interface Deck {
  id: string;
  title: string;
  language: string;
  /** Slide to begin with, counted from 0. */
  start: number;
  selected: Iso3[];
  /** State to mark on every map. */
  chosen: Iso3 | null;
  slides: Slide[];
  instruments: string[];
  dataLine: string;
  boundaryLine: string;
  boundaryNote: string;
  grades: Record<string, string>;
  geo: string;
  bundles: Record<string, string>;
  ignored: string[];
  address: Record<string, string>;
  /** Where the presentation leads back to. */
  leave: string;
  ui: PresentationTexts;
}

interface Slide {
  asOf: Day;
  iso: string;
  day: string;
  instrument: string;
  treaty: string;
  focus: Iso3[];
  /** A map beside words, or a panel over the whole width: announced production, States through time. */
  kind: "map" | "production" | "bands";
  /** HTML of a panel. */
  panel: string;
  headline: string;
  text: string;
  lines: string[];
  claim: string;
  verdict: string;
  verdictLabel: string;
  later: string;
  facts: Fact[];
  laterFacts: Fact[];
  moreFacts: number;
  weak: boolean;
  sourceLine: string;
}

/** What `loadMaps` brings for a deck. */
interface DeckMaps {
  geo: Shapes;
  bundles: Record<string, StatusBundle>;
}

// The single-file page: dashboard/exports/single_file.py.

interface SingleFile {
  bundles: Record<string, StatusBundle>;
  facts: Record<string, Facts>;
  geo: Shapes;
  instrument: string;
  day: Day;
  selected: Iso3[];
  focus: Iso3 | null;
  theme: Theme;
  story: Story | null;
  scaleNotes: Record<string, string>;
  citation: string;
  sourceLines: Record<string, string>;
  sources: Record<string, (Source & { count: number })[]>;
  ui: {
    card: CardTexts;
    headline: HeadlineTexts;
    legend: LegendTexts;
    timeline: TimelineTexts;
    single_file: SingleFileTexts;
  };
}

interface Story {
  title: string;
  summary: string;
  steps: StoryStep[];
}

interface StoryStep {
  day: Day;
  instrument: string;
  focus: Iso3[];
  headline: string;
  lines: [kind: string, text: string][];
  facts: StoryFact[];
}

type StoryFact = Pick<Fact, "id" | "when" | "what" | "grade" | "sources">;

// Data of the parts that Streamlit mounts: dashboard/ui.

interface Component<Data> {
  data: Data;
  parentElement: HTMLElement & { host?: Element };
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}

/** When the sources of the lens were last read, in a few words and in full, and whether they are overdue. */
interface Reading {
  line: string;
  text: string;
  overdue: boolean;
}

/** What the server wants shown, once for each id; `history` where the address of an entry asked for it. */
interface Command {
  id: number;
  day: string | null;
  focus: Iso3 | null;
  history: boolean;
}

interface ClockData {
  query: Record<string, string>;
  reading: Reading;
  as_of: string | null;
  command: Command;
  /** The bundle, or its address. */
  bundle: string | StatusBundle;
  bundle_key: string;
  selected: Iso3[];
  borders: boolean;
}

interface SectionData {
  name: string;
  /** What the section shows: a day, and where it follows it the State in focus; null until it is drawn. */
  shown: { day: string; focus?: Iso3 | null } | null;
  command: Command;
}

interface AddressData {
  query: Record<string, string>;
  /** Grows with every run, so that the address is written again. */
  run: number;
}

interface KeptData {
  /** Tells the rows in view apart; empty where the server holds none. */
  digest: string;
  /** What is to be kept: name and content in base64; null where there is nothing new. */
  files: [name: string, content: string][] | null;
  /** Whether what is kept is to be dropped. */
  forget: boolean;
}

/** A day on which the reader was here, by the server's calendar, and what the record was then. */
interface Visit {
  day: string;
  edition: string;
  as_of: string;
  /** Tells the files apart of which the record was read. */
  stamp: string;
}

interface VisitsData {
  now: Visit;
  /** Earlier editions that can be compared with. */
  editions: string[];
}

interface HeaderData {
  /** What is remembered of this visit. */
  visit: Visit;
  /** Header and bar as the server wrote them, their addresses without the view. */
  html: string;
  /** Name of the page that is shown. */
  page: string;
  /** The view as the server knows it. */
  query: Record<string, string>;
  /** Whether the page's clock knows it better. */
  follows: boolean;
  /** Name and title of every page, which the field finds too. */
  pages: [name: string, title: string][];
  /** What is said of the reader's own rows; empty where there are none. */
  own: string;
}

interface FindData {
  /** Whether the page moves with the clock, so that what is found shows without the server. */
  follows: boolean;
  /** Pages that the field finds. */
  pages: [name: string, title: string][];
}

/** One lens to choose: its names and the question it answers. */
type PickerLens = [id: string, title: string, short: string, question: string];
type PickerGroup = [label: string, lenses: PickerLens[]];

interface PickerData {
  /** The lens on screen. */
  lens: string;
  title: string;
  question: string;
  groups: PickerGroup[];
}

interface TakeAwayData {
  html: string;
}

interface PrintData {
  /** Name of a sheet, as the style of paper knows it, and where it is drawn. */
  sheets: [name: string, address: string][];
}

interface SheetData {
  html: string;
  theme: Theme;
  kind?: string;
}

interface NearData {
  /** Pixels that the chart takes. */
  height: number;
  /** What the chart says, for print and for screen readers. */
  summary: string;
}

interface CompareData {
  mode: "sides" | "difference";
  theme: Theme;
  shapes: string;
  focus: Iso3 | null;
  selected: Iso3[];
  left: CompareSide;
  right: CompareSide;
}

interface CompareSide {
  bundle: string | StatusBundle;
  key: string;
  day: string;
  title: string;
}

// Words of the parts: dashboard/browser/messages.py. Their `{names}` are filled in here.

interface CountForms {
  one: string;
  many: string;
}

/** Keys as they are named to the reader, and what they do. */
type KeyList = [keys: string, does: string][];

type UiTexts = Record<
  | "contested"
  | "contested_name"
  | "figure"
  | "named"
  | "map"
  | "map_of_page"
  | "beside"
  | "no_shapes"
  | "tip_since"
  | "tip_open"
  | "tip_next"
  | "tip_announced"
  | "whole"
  | "zoom_in"
  | "zoom_out"
  | "wheel_hint"
  | "wheel_hint_apple"
  | "fingers_hint"
  | "word"
  | "word_link",
  string
> & { of_states: CountForms };

type ClockTexts = Record<"no_answer", string>;

type HeadlineTexts = Record<"loading" | "not_here" | "spoken", string>;

type LegendTexts = Record<"title" | "of_these" | "all" | "record" | "published" | "published_later", string>;

type SideTexts = Record<
  | "last"
  | "earlier"
  | "last_figures"
  | "plan"
  | "teaser"
  | "teaser_none"
  | "teaser_due"
  | "teaser_back"
  | "nothing_fixed"
  | "nothing_planned",
  string
> & { more: CountForms; card: CardTexts; way?: ReportWay };

/** Where an error report goes. */
interface ReportWay {
  kind: "off" | "mail" | "tracker" | "inbox";
  address: string;
}

type ReportTexts = Record<
  | "open"
  | "wrong"
  | "source"
  | "name"
  | "subject"
  | "body"
  | "off"
  | "mail"
  | "tracker"
  | "inbox"
  | "do_off"
  | "do_mail"
  | "do_tracker"
  | "do_inbox"
  | "copied"
  | "selected"
  | "ready"
  | "sending"
  | "sent"
  | "refused"
  | "lost"
  | "empty"
  | "close",
  string
>;

type CardTexts = Record<
  | "empty"
  | "loading"
  | "lost"
  | "close"
  | "since"
  | "history"
  | "history_from"
  | "counted"
  | "since_open"
  | "still_bound"
  | "also_bound"
  | "bound_since"
  | "bound_compare"
  | "not_bound"
  | "announcements"
  | "why"
  | "leaving"
  | "objecting"
  | "earlier"
  | "no_reasons"
  | "all_sources"
  | "deposit"
  | "announcement"
  | "notes"
  | "sources"
  | "archived"
  | "known_later"
  | "replaced"
  | "seen"
  | "yours"
  | "slide"
  | "dossier"
  | "cite"
  | "cite_text"
  | "cite_copied"
  | "cite_ready",
  string
> & { report: ReportTexts; later: CountForms; fewer: CountForms; more_said: CountForms };

type FindTexts = Record<"label" | "placeholder" | "found" | "none" | "near" | "lost" | "treaty" | "other" | "page", string> & {
  count: CountForms;
};

type PickerTexts = Record<"label" | "list" | "none", string>;

type TakeAwayTexts = Record<
  "making" | "made" | "refused" | "lost" | "copied" | "selected" | "preview_lost",
  string
> & { too_many: CountForms; busy: CountForms };

type ShortcutsTexts = Record<"title" | "close", string> & { key_list: KeyList };

type HeaderTexts = { find: FindTexts; shortcuts: ShortcutsTexts } & Record<"away" | "no_cookie", string>;

type TimelineTexts = Record<
  "slider" | "go_to_day" | "day_title" | "record_ends" | "whole" | "mark" | "later" | "both" | "buttons",
  string
> & { more_marks: CountForms } & Record<
    "settings" | "first" | "previous" | "play" | "pause" | "next" | "last" | "today",
    {
      label: string;
      title: string;
    }
  > &
  Record<"speed" | "spacing" | "range", { label: string; options: Record<string, string> }>;

type CompareTexts = Record<
  "left" | "right" | "beside" | "colours" | "lost",
  string
>;

type VisitsTexts = Record<
  "blocked" | "first" | "same" | "touched" | "newer" | "kept" | "show_edition" | "show_day",
  string
>;

/** Texts of a part in which facts may be reported. */
type ReportsTexts = { report: ReportTexts; way?: ReportWay };

type SheetTexts = Record<"table", string> & ReportsTexts;

type PresentationTexts = Record<
  | "ignored"
  | "no_maps"
  | "map"
  | "step"
  | "claim"
  | "quote"
  | "verdict"
  | "later"
  | "weak"
  | "now"
  | "before"
  | "no_step_before"
  | "steps"
  | "previous"
  | "next"
  | "sources"
  | "compare"
  | "leave"
  | "close"
  | "sheet"
  | "rests_on"
  | "later_rests_on"
  | "more_in_record"
  | "no_day"
  | "keys",
  string
> & { origin: CountForms; key_list: KeyList };

type SingleFileTexts = Record<
  "record" | "sources" | "previous" | "next" | "step" | "fact" | "graded_fact",
  string
> & { facts: CountForms; rests_on: CountForms };

// The map file: geo/europe.geojson, in metres of EPSG:3035.

type Point = [x: number, y: number];
type Frame = [left: number, bottom: number, right: number, top: number];
type Box = [left: number, top: number, right: number, bottom: number];

interface Shapes {
  type: string;
  frame: Frame;
  features: Feature[];
}

interface Feature {
  type: "Feature";
  geometry: Geometry;
  /** `line` for a border, `iso3` for a State, `context` for land outside the scope; `dot_at` and `anchor` with `dot`. */
  properties: any;
}

type Geometry =
  | { type: "MultiPolygon"; coordinates: Point[][][] }
  | { type: "MultiLineString"; coordinates: Point[][] };

/** Neighbours that the arrow keys lead to. */
type Links = Partial<Record<"left" | "right" | "up" | "down", Iso3 | null>>;

// What the modules hold.

type Child = Node | string | null | undefined;

/** Days of the timeline and their places between 0 and 1, both rising. */
interface Axis {
  first: Day;
  last: Day;
  knots: Day[];
  places: number[];
}

/** The States in view on a day, counted: by what they divide into, and by class. */
interface Summary {
  states: Iso3[];
  counts: Record<string, number>;
  byClass: Record<string, number>;
  areas: number;
}

/** One count of the legend: a whole, or a class of the bound as its part. */
type LegendEntry = {
  /** "" for areas. */
  whole: string;
  classId: string;
  label: string;
  n: number;
  part: boolean;
  /** What tells it from the other counts. */
  id: string;
};

/** A State on the map. */
interface MapState {
  iso3: Iso3;
  name: string;
  links: Links;
  dot: boolean;
  label: Point;
  /** Extent of the shape itself. */
  shape: Box;
  node: SVGElement;
  /** The shape of a State that is drawn as a dot. */
  twin: SVGElement | null;
  /** What takes the pointer around a dot. */
  hit: SVGElement | null;
  text: SVGTextElement;
  moving: boolean;
  /** What was painted last. */
  shown: string;
  /** The name as it is to be written where there is room; empty for none. */
  said: string;
  /** Whether that is its name, and not a figure. */
  named: boolean;
}

/** The page's one global name: its store, which the map's frame finds here too. */
interface Window {
  essStore?: import("./parts/store.mjs").Store;
}
