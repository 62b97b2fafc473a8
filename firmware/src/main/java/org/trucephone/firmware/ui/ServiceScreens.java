package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.ServiceView;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.ServicePage.Entry;
import org.trucephone.firmware.service.ServicePage.Question;

/** Pages of the company's services. */
final class ServiceScreens {
  private ServiceScreens() {}

  static Screen page(PhoneView view, int cursor, String typed, SoftKey back) {
    ServiceView open = view.service();
    if (open == null) {
      return new Screen(
          "Services", Texts.time(view), List.of(), List.of(), Screen.soft(null, null, null, back));
    }
    ServicePage page = open.page();
    List<Row> rows = new ArrayList<>();
    if (!page.text().isEmpty()) {
      rows.add(new Row.Para(page.text()));
    }
    Question question = page.question();
    if (question != null) {
      rows.add(new Row.Plain(question.label()));
      rows.add(new Row.Box(typed));
    }
    List<Row> entries = new ArrayList<>();
    for (Entry entry : page.entries()) {
      entries.add(new Row.Item("", entry.label(), entry.detail(), entries.size() == cursor));
    }
    rows.addAll(PageScreens.window(entries, cursor));
    if (!page.prompt().isEmpty() && entries.size() < PageScreens.VISIBLE) {
      rows.add(new Row.Dim(page.prompt()));
    }
    boolean acts = question != null || !entries.isEmpty();
    return new Screen(
        page.title().isEmpty() ? "Services" : page.title(),
        entries.isEmpty() ? Texts.time(view) : (cursor + 1) + "/" + entries.size(),
        rows,
        List.of(),
        Screen.soft(
            acts ? new SoftKey(question != null ? "Submit" : "Select", new Act.Choose()) : null,
            null,
            null,
            back));
  }
}
