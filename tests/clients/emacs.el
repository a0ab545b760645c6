;;; Emacs 28 with eglot: what a person does in a spec, with eglot's own commands.  -*- lexical-binding: t -*-

;; -Q leaves Debian's packages out.
(require 'package)
(setq package-user-dir (expand-file-name "packages" (getenv "HOME")))
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'markdown-mode)
(require 'xref)
(setq make-backup-files nil
      create-lockfiles nil
      auto-save-default nil
      eglot-autoshutdown nil
      eglot-sync-connect 15
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil)

(defconst whyspec-patience 15 "Seconds for any one answer.")

(defun whyspec-check (condition what)
  (unless condition (error "not as expected: %s" what))
  (princ (format "ok: %s\n" what)))

(defun whyspec-await (what condition)
  (let ((end (+ (float-time) whyspec-patience)) result)
    (while (and (not (setq result (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (whyspec-check result what)))

(defun whyspec-go-to (needle)
  (goto-char (point-min))
  (search-forward needle)
  (goto-char (match-beginning 0)))

(defun whyspec-diagnostic (needle)
  "The diagnostic whose text holds NEEDLE."
  (flymake-start)
  (cl-find-if (lambda (diagnostic) (string-match-p (regexp-quote needle) (flymake-diagnostic-text diagnostic)))
              (flymake-diagnostics)))

(defun whyspec-run ()
  (let* ((workspace (file-name-as-directory (getenv "WHYSPEC_WORKSPACE")))
         (spec (find-file (concat workspace "specs/export.md"))))
    (markdown-mode)
    (eglot '(markdown-mode) (cons 'transient workspace) 'eglot-lsp-server
           (list (getenv "WHYSPEC_PROGRAM") "lsp") "markdown")
    (whyspec-await "eglot manages the spec" #'eglot-managed-p)

    ;; Diagnostics.
    (whyspec-await "diagnostics arrive" (lambda () (whyspec-diagnostic "acme-2026-01-31")))
    (let ((unknown (whyspec-diagnostic "acme-2026-01-31")))
      (whyspec-check (string-match-p "acme-2026-01-31"
                                     (buffer-substring-no-properties (flymake-diagnostic-beg unknown)
                                                                     (flymake-diagnostic-end unknown)))
                     "behind an emoji, at its own place"))

    ;; Hover.
    (whyspec-go-to "call:acme-2026-01-13")
    (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                  (eglot--TextDocumentPositionParams))))
      (whyspec-check (string-match-p "retype everything"
                                     (eglot--hover-info (plist-get hover :contents) (plist-get hover :range)))
                     "hover shows the excerpt"))

    ;; Definition.
    (call-interactively #'xref-find-definitions)
    (whyspec-check (equal (file-name-nondirectory (buffer-file-name)) "acme-2026-01-13.md")
                   "definition opens the call")
    (whyspec-check (save-excursion (beginning-of-line) (looking-at-p ".*Jane Roe")) "at the turn that is cited")
    (switch-to-buffer spec)

    ;; Completion while writing a citation.
    (goto-char (point-max))
    (insert "\nAs they say [here](call:")
    (let* ((table (eglot-completion-at-point))
           (offered (all-completions "" (nth 2 table))))
      (whyspec-check (cl-some (lambda (label) (string-match-p "acme-2026-01-13" label)) offered)
                     "the call is offered"))
    (undo-boundary)
    (delete-region (- (point-max) (length "\nAs they say [here](call:")) (point-max))

    (whyspec-check (whyspec-diagnostic "Wy") "a heading that was meant otherwise is found")

    ;; A code action, chosen from the menu.
    (whyspec-go-to "Wy")
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt titles &rest _)
                 (cl-find-if (lambda (title) (string-match-p "Why" title))
                             (mapcar (lambda (title) (if (consp title) (car title) title)) titles))))
              (last-nonmenu-event ?a))   ; as from the keyboard, not from a menu
      (eglot-code-actions (line-beginning-position) (line-end-position) nil t))
    (whyspec-await "the heading is mended by a code action"
                   (lambda () (save-excursion (goto-char (point-min)) (search-forward "## Why\n" nil t))))

    ;; Batch mode has no idle moments, in which eglot tells of changes.
    (eglot--signal-textDocument/didChange)
    (whyspec-await "and its diagnostic goes" (lambda () (not (whyspec-diagnostic "Wy"))))

    ;; Rename of the call, over specs and the call's own file.
    (whyspec-go-to "acme-2026-01-13")
    (eglot-rename "acme-first-call")
    (whyspec-await "rename changes the spec"
                   (lambda () (save-excursion (goto-char (point-min))
                                              (search-forward "call:acme-first-call" nil t))))
    (with-current-buffer (find-file-noselect (concat workspace "calls/acme-2026-01-13.md"))
      (whyspec-check (save-excursion (goto-char (point-min)) (search-forward "id: acme-first-call" nil t))
                     "and the call"))

    ;; Leaving.
    (with-current-buffer spec
      (let ((server (eglot-current-server)))
        (eglot-shutdown server)
        (whyspec-await "the server ends" (lambda () (not (jsonrpc-running-p server))))))))

(let ((status 1))
  (condition-case problem
      (progn (whyspec-run) (setq status 0))
    (error (princ (format "%s\n" (error-message-string problem)))))
  ;; Buffers are left changed on purpose.
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs status))
;;; emacs.el ends here
