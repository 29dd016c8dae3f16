"""Plain pages for when something is not there, not allowed, or broken: what happened, and what to do next."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, "浏览器发来的内容不完整", "请返回上一页，刷新后重新填写并提交。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, "您不能进行这项操作", "如果确属您的职责，请联系系统管理员核对岗位设置。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for what does not exist and for what this person may not know of."""
    advice = "请核对网址或查询码；也可能是您没有查看权限，请向事项承办人或系统管理员核实。"
    return _page(request, 404, "没有找到这个页面", advice)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Asks nothing of the session or the account: either may be what broke. 503 while the database cannot be had."""
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    if away:
        title, advice = "系统暂时不能使用", "数据库暂时连不上。请过一两分钟刷新本页；正在填写的内容请先不要关闭。"
    else:
        title, advice = "系统出现故障", "请稍后再试；若刚才正在提交，请先查看是否已经保存，避免重复。"
    context = {"title": title, "advice": f"{advice}持续出现请联系系统管理员。", "request": None}
    answer = render(None, "shared/errors.html", context, status=503 if away else 500)
    if away:
        answer["Retry-After"] = "60"
    return answer


def csrf_failed(request: HttpRequest, reason: str) -> HttpResponse:
    advice = "页面可能打开太久，或已在别的窗口退出、换人登录。请返回上一页，复制已填写的内容，刷新页面后再提交。"
    return _page(request, 403, "这次提交没有保存", advice)


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "shared/errors.html", {"title": title, "advice": advice}, status=status)
