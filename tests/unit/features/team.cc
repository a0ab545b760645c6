#include "team.h"

#include <algorithm>
#include <utility>

namespace whyspec::features {
namespace {

constexpr std::string_view kAccounts = R"md(- id: acme
  name: Acme Clinics
  alias: Account 1
  lifecycle: prospect
  segment: clinic_group
- id: nord
  name: Nordlys Care
  alias: Account 2
  lifecycle: customer
- id: zen
  name: Zenith Hospital
  alias: Account 3
  aliases: [Xenith]
  lifecycle: prospect
  segment: hospital
  visibility: alias
- id: vault
  name: Vault Labs
  alias: Account 4
  parent: zen
  segment: laboratory
  visibility: aggregate
)md";

constexpr std::string_view kAcme = R"md(---
id: acme-2026-01-13
title: First discovery
type: discovery
started_at: 2026-01-13T09:00:00Z
account: acme
lifecycle: prospect
opportunity: {id: opp-31, stage: Proposal, amount: 60000, currency: EUR}
participants:
  - {id: p1, name: Jane Roe, affiliation: external, persona: ops_lead}
  - {id: us, name: Alex Martin, affiliation: internal}
---

**Alex Martin** [00:07:30]: How do you make the monthly report today?

**Jane Roe** [00:07:40]: We copy the figures by hand from two systems every month.

**Jane Roe** [00:08:10]: Last month the export was wrong and we paid for it twice.

**Alex Martin** [00:09:00]: Thank you.
)md";

constexpr std::string_view kNord = R"md(WEBVTT

00:00:05.000 --> 00:00:09.000
<v Ola Berg>Nous ressaisissons tout deux fois, à la main.

00:00:10.000 --> 00:00:14.000
<v Alex Martin>Merci beaucoup.
)md";

constexpr std::string_view kNordSidecar = R"md(title: Point de suivi
type: check_in
started_at: 2026-01-20T10:00:00Z
account: nord
lifecycle: customer
language: fr
participants:
  - {id: p1, name: Ola Berg, affiliation: external, persona: controller}
  - {id: us, name: Alex Martin, affiliation: internal}
)md";

constexpr std::string_view kZen = R"md(---
title: Zenith kick-off
started_at: 2026-02-02T10:00:00Z
account: zen
participants:
  - {id: jd, name: John Dorian, email: john.dorian@zenith.example, affiliation: external, persona: head_nurse}
  - {id: us, name: Alex Martin, affiliation: internal}
---

**Alex Martin** [00:01:00]: So John, how is it at Zenith today?

**John Dorian** [00:01:20]: At Xenith we print the reminders, Mr Dorian signs them.
)md";

constexpr std::string_view kVault = R"md(---
title: Vault Labs intro
started_at: 2026-02-10T10:00:00Z
account: vault
participants:
  - {id: rc, name: Rita Cole, affiliation: external, persona: lab_manager}
---

**Rita Cole** [00:01:00]: The secret formula of Vault Labs is lemon.
)md";

constexpr std::string_view kHostile = R"md(---
title: "[click](command:evil) <img src=x onerror=alert(1)>"
account: acme
started_at: 2026-01-02T10:00:00Z
participants:
  - {id: p1, name: "![pwn](https://evil.example/x.png)", affiliation: external, persona: "`ops`"}
---

[00:00:10] ![pwn](https://evil.example/x.png): hello there

[00:00:20] plain: ``` & <script>alert(1)</script> [a](command:x) https://evil.example www.evil.example a@b.example
)md";

constexpr std::string_view kOtherSpec = R"md(---
id: FEAT-2
---
# Alerts

## Why

Operations leads find errors a month late ([P1](call:acme-2026-01-13#t=460)).

## Customer evidence

See [the path](../../calls/nord-2026-01-20.vtt#t=5) and [other](../export.md#why).
)md";

constexpr std::string_view kFrenchSpec = R"md(---
id: FEAT-3
language: fr
status: review
---
# Rappels

## Pourquoi

Les responsables ressaisissent tout deux fois.

## Preuves clients

- « Nous ressaisissons tout deux fois, à la main. » ([P1, contrôleuse](call:nord-2026-01-20#t=5,9))
- [P1](call:acme-2026-01-13#t=460)

## Usage attendu

Trente contrôleuses, chaque mois, avant juin 2026.
)md";

constexpr std::string_view kSpec = R"md(---
id: FEAT-1
status: review
---
# Monthly export

## Why

Operations leads copy figures by hand.
)md";

}  // namespace

Team::Team() {
  files_.Put(kAccountsPath, std::string(kAccounts));
  files_.Put(kAcmePath, std::string(kAcme));
  files_.Put(kNordPath, std::string(kNord));
  files_.Put("/team/calls/nord-2026-01-20.call.yaml", std::string(kNordSidecar));
  files_.Put(kZenPath, std::string(kZen));
  files_.Put(kVaultPath, std::string(kVault));
  files_.Put(kHostilePath, std::string(kHostile));
  files_.Put(kSpecPath, std::string(kSpec));
  files_.Put(kOtherSpecPath, std::string(kOtherSpec));
  files_.Put(kFrenchSpecPath, std::string(kFrenchSpec));
  Reload();
}

void Team::Reload() {
  workspace_ = std::make_unique<engine::Workspace>(
      files_, engine::WorkspaceOptions{.roots = {"/team"}, .today = Date{2026, 2, 14}});
  workspace_->Scan();
  world_ = std::make_unique<WorkspaceWorld>(*workspace_);
}

void Team::Put(const std::string& path, std::string text) {
  files_.Put(path, std::move(text));
  workspace_->FilesChanged({path});
}

OpenSpec Team::Spec(std::string_view marked, const std::string& path) {
  test::CursorText parsed = test::ParseCursorText(marked);
  Put(path, parsed.text);
  OpenSpec out{.snapshot = workspace_->SnapshotOf(path).value(), .checked = {}, .marked = std::move(parsed)};
  out.checked = engine::Check(out.snapshot);
  return out;
}

Team::OpenedCall Team::Call(std::string_view marked, const std::string& path) {
  test::CursorText parsed = test::ParseCursorText(marked);
  Put(path, parsed.text);
  return {.document = Call(path), .marked = std::move(parsed)};
}

CallDocument Team::Call(const std::string& path) { return OpenCall(*world_, path).value(); }

Team::OpenedAccounts Team::Accounts(std::string_view marked) {
  test::CursorText parsed = test::ParseCursorText(marked);
  Put(kAccountsPath, parsed.text);
  return {.document = OpenAccounts(*world_, kAccountsPath).value(), .marked = std::move(parsed)};
}

void Team::Apply(const WorkspaceEdit& edit) {
  for (const FileEdits& file : edit.files) {
    std::vector<bool> applied;
    std::string text = ApplyEdits(files_.Get(file.path), file.edits, &applied);
    if (std::find(applied.begin(), applied.end(), false) != applied.end()) std::abort();
    files_.Put(file.path, std::move(text));
  }
  for (const FileRename& rename : edit.renames) {
    files_.Put(rename.to, files_.Get(rename.from));
    files_.Remove(rename.from);
  }
  Reload();
}

std::string WithCursorAt(std::string_view text, std::string_view of) {
  std::string out(text);
  return out.insert(out.find(of), "<|>");
}

}  // namespace whyspec::features
