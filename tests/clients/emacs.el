;;; emacs.el --- Emacs 28 with eglot: what a person does in a spec.  -*- lexical-binding: t -*-

;; -Q leaves Debian's packages out.
(require 'package)
(setq package-user-dir (expand-file-name "packages" (getenv "HOME")))
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(load (expand-file-name "emacs-driver.el" (file-name-directory load-file-name)) nil t)

;; The settings of editors.md.
(load (getenv "WHYSPEC_SETTINGS") nil t)

(defun whyspec-diagnostics ()
  (whyspec-open "specs/export.md")
  (whyspec-await "eglot manages the spec" (lambda () (and (fboundp 'eglot-managed-p) (eglot-managed-p))))
  (whyspec-await "diagnostics arrive" (lambda () (whyspec-diagnostic "acme-2026-01-31")))
  (let ((unknown (whyspec-diagnostic "acme-2026-01-31")))
    (whyspec-check (whyspec-has (buffer-substring-no-properties (flymake-diagnostic-beg unknown)
                                                                (flymake-diagnostic-end unknown))
                                "acme-2026-01-31")
                   "behind an emoji, at its own place")
    (let ((help (get-char-property (flymake-diagnostic-beg unknown) 'help-echo)))
      (when (functionp help) (setq help (funcall help (selected-window) nil (flymake-diagnostic-beg unknown))))
      (whyspec-check (whyspec-has help "acme-2026-01-31") "underlined, with its sentence" help)))
  (whyspec-check (whyspec-diagnostic "Wy") "a heading that was meant otherwise is found"))

(defun whyspec-hovers ()
  (whyspec-go-to "call:acme-2026-01-13")
  (let* ((card (whyspec-hover))
         (shown (whyspec-await "eldoc shows the excerpt"
                               (lambda () (let ((text (funcall card)))
                                            (and (whyspec-has text "We retype everything twice a week") text))))))
    (whyspec-check (and (whyspec-has shown "Jane") (whyspec-has shown "ops lead")) "who said it" shown)
    (whyspec-check (whyspec-has shown "What do you do on Mondays") "and the turn before" shown))
  ;; As it was said, character by character: markup that worked would be gone from sight.
  ;; Emacs leaves the backslashes in that say so.
  (whyspec-go-to "call:hostile-2026-03-03")
  (let* ((card (whyspec-hover))
         (shown (whyspec-await "a hostile transcript is shown"
                               (lambda () (let ((text (funcall card)))
                                            (and (whyspec-has text "Mal Loe") (string-replace "\\" "" text)))))))
    (dolist (text '("<script>alert(1)</script>" "[a link](command:workbench.action.quit)"
                    "[one more](javascript:alert(2))" "![a picture](https://evil.invalid/p.png)"
                    "**bold**" "`code`"))
      (whyspec-check (whyspec-has shown text) (concat "plain text: " text) shown))
    (whyspec-check (not (whyspec-has shown "\e")) "no escape character reaches the terminal")))

(defun whyspec-quick-fix ()
  (whyspec-go-to "Wy")
  (whyspec-choose-action "Why")
  (whyspec-await "the heading is mended by a code action" (lambda () (whyspec-has (whyspec-text) "\n## Why\n")))
  (whyspec-await "and its diagnostic goes" (lambda () (not (whyspec-diagnostic "Wy")))))

(defun whyspec-completion ()
  (whyspec-go-to "## Expected usage")
  (insert "They retype everything twice\n\n")
  (forward-line -2)
  (end-of-line)
  (let ((offered (whyspec-complete "We retype everything twice a week")))
    (whyspec-check (cl-some (lambda (label) (whyspec-has label "We retype everything twice a week")) offered)
                   "three words bring the excerpt" offered))
  (whyspec-check (string-match-p
                  "^They retype everything twice (\\[.+\\](call:acme-2026-01-13#t=[0-9:.,]+))$"
                  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
                 "accepted, the citation stands behind the sentence"
                 (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
  (delete-region (line-beginning-position) (progn (forward-line 2) (point)))
  (goto-char (point-max))
  (insert "\nAs they say [here](call:acme")
  (let ((offered (whyspec-complete "acme-2026-01-13")))
    (whyspec-check (member "acme-2026-01-13" offered) "the call is offered" offered))
  (whyspec-check (string-suffix-p "\nAs they say [here](call:acme-2026-01-13" (whyspec-text)) "and written"
                 (substring (whyspec-text) -60))
  (delete-region (line-beginning-position 0) (point-max)))

(defun whyspec-definition ()
  (whyspec-go-to "call:acme-2026-01-13")
  (whyspec-idle)
  (call-interactively #'xref-find-definitions)
  (whyspec-check (equal (file-name-nondirectory (buffer-file-name)) "acme-2026-01-13.md")
                 "definition opens the call")
  (whyspec-check (save-excursion (beginning-of-line) (looking-at-p ".*Jane Roe")) "at the turn that is cited")
  (run-hooks 'post-command-hook)
  (whyspec-await "eglot manages the call" #'eglot-managed-p))

(defun whyspec-references ()
  (call-interactively #'xref-find-references)
  (whyspec-await "references list every spec that cites the turn"
                 (lambda () (and (whyspec-has (whyspec-xref-text) "export.md")
                                 (whyspec-has (whyspec-xref-text) "registry.md")))))

(defun whyspec-cite-this-turn ()
  (whyspec-open "calls/acme-2026-01-13.md")
  (whyspec-go-to "the list once more")
  (whyspec-choose-action "Export to the registry")
  (whyspec-await "a turn of the call is cited in the open spec"
                 (lambda () (whyspec-has (whyspec-text "specs/export.md") "check the list once more")))
  (whyspec-open "specs/export.md")
  (whyspec-go-to "check the list once more")
  (let ((card (whyspec-hover)))
    (whyspec-await "and its card calls it verified" (lambda () (whyspec-has (funcall card) "Verified")))))

(defun whyspec-symbols ()
  (xref-find-apropos "beta")
  (whyspec-await "a call is found by name over the workspace"
                 (lambda () (whyspec-has (whyspec-xref-text) "beta-2026-02-02"))))

(defun whyspec-rename ()
  (whyspec-open "specs/export.md")
  (whyspec-go-to "acme-2026-01-13")
  (whyspec-idle)
  ;; eglot asks before it edits files that are not open.
  (cl-letf (((symbol-function 'y-or-n-p) (lambda (_question) t)))
    (eglot-rename "acme-first-call"))
  (whyspec-await "rename changes the spec" (lambda () (whyspec-has (whyspec-text) "call:acme-first-call")))
  (whyspec-check (not (whyspec-has (whyspec-text) "acme-2026-01-13")) "everywhere in it")
  (whyspec-check (whyspec-has (whyspec-text "specs/registry.md") "call:acme-first-call") "the other spec")
  (whyspec-check (whyspec-has (whyspec-text "calls/acme-2026-01-13.md") "id: acme-first-call") "and the call")
  ;; eglot 1.9 renames no files; an id that is a file's name is left alone, with a reason.
  (whyspec-go-to "beta-2026-02-02")
  (let ((said (condition-case problem (progn (eglot-rename "beta-first-call") "")
                (error (error-message-string problem)))))
    (whyspec-check (whyspec-has said "rename") "an id that is a file name is refused with a sentence" said)
    (whyspec-check (file-exists-p (expand-file-name "calls/beta-2026-02-02.md" (getenv "WHYSPEC_WORKSPACE")))
                   "and the file stays")
    (whyspec-check (whyspec-has (whyspec-text) "call:beta-2026-02-02") "with its citations")))

(defun whyspec-leaving ()
  (with-current-buffer (whyspec-open "specs/export.md")
    (let ((server (eglot-current-server)))
      (eglot-shutdown server)
      (whyspec-await "the server ends" (lambda () (not (jsonrpc-running-p server)))))))

(let ((status 1))
  (condition-case problem
      (progn
        (dolist (step '(whyspec-diagnostics whyspec-hovers whyspec-quick-fix whyspec-completion whyspec-definition
                        whyspec-references whyspec-cite-this-turn whyspec-symbols whyspec-rename whyspec-leaving))
          (whyspec-say "-- %s" (replace-regexp-in-string "-" " " (substring (symbol-name step) (length "whyspec-"))))
          (funcall step))
        (setq status 0))
    (error (whyspec-say "%s" (error-message-string problem))
           (whyspec-say "The buffer:\n%s" (whyspec-text))))
  ;; Buffers are left changed on purpose.
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs status))
;;; emacs.el ends here
