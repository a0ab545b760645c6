// A link that carries its own key. The key is what must go; where it leads may stay.
#include "rules/detect/signed_url.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const detect::SignedUrl& url : detect::FindSignedUrls(context.spec.text())) {
    Finding& finding = sink.Add(url.query,
                                "This link carries its own key: everyone who reads the spec can open what it "
                                "leads to, without asking. "
                                "Remove the key; cite the call instead.");
    finding.fixes.push_back({.title = "Remove the key from the link",
                             .edits = {url.without_key},
                             .automatic = true,
                             .snippet = {}});
  }
}

}  // namespace

const Rule kPrivacySignedUrl{
    .info = {.id = "privacy/signed-url",
             .summary = "A link carries a token or signature.",
             .why =
                 "The owner of a call decides who may see it. A signed link goes around that: it opens the "
                 "recording for anyone, until it expires, and then helps nobody. A citation of the call "
                 "lasts and "
                 "asks for the reader's rights.",
             .severity = Severity::kError,
             .needs = Needs::kDoc,
             .fix = "Removes the key and what belongs to it from the link.",
             .failing = R"(# Monthly export

## Customer evidence

[The recording](https://media.example.com/rec/12.mp4?X-Amz-Expires=3600&X-Amz-Signature=5d41402abc4b2a76b9719d911017c592)
)",
             .passing = R"(# Monthly export

## Customer evidence

[The recording](https://media.example.com/rec/12?t=460), and for the API `?token=YOUR_TOKEN`.
)"},
    .check = &Check};

}  // namespace whyspec::rules
